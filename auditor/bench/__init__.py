"""Room `bench`: measures endpoints that speak the OpenAI API: time, throughput, accuracy, contextual understanding."""
