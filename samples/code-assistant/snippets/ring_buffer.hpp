// SPDX-License-Identifier: MPL-2.0
// A fixed ring buffer for sensor frames; taken from an open-source project under the licence above.
#pragma once
#include <array>
#include <cstddef>

template <class T, std::size_t N> class RingBuffer {
  std::array<T, N> data_{};
  std::size_t head_ = 0, size_ = 0;

public:
  void push(const T &value) {
    data_[(head_ + size_) % N] = value;
    if (size_ < N) ++size_; else head_ = (head_ + 1) % N;
  }
  const T &front() const { return data_[head_]; }
  bool empty() const { return size_ == 0; }
};
