"""Room `cost`: what each option costs over the horizon, with every input's range, source and date."""
