// So many of something at once, and no more.
#pragma once

#include <cstddef>
#include <set>

namespace payoff {

// A number of places, each taken for as long as one lives.
class Seat {
 public:
  Seat(std::size_t& taken, std::size_t most) : taken_(taken < most ? &taken : nullptr) {
    if (taken_) ++*taken_;
  }
  ~Seat() {
    if (taken_) --*taken_;
  }
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;
  explicit operator bool() const { return taken_ != nullptr; }

 private:
  std::size_t* taken_;
};

// What is in a set for as long as this lives.
template <typename T>
class Listed {
 public:
  Listed(std::set<T*>& list, T& one) : list_(list), one_(&one) { list_.insert(one_); }
  ~Listed() { list_.erase(one_); }
  Listed(const Listed&) = delete;
  Listed& operator=(const Listed&) = delete;

 private:
  std::set<T*>& list_;
  T* one_;
};

}  // namespace payoff
