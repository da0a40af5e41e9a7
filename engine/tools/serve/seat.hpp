// So many of something at once, and no more.
#pragma once

#include <cstddef>

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

}  // namespace payoff
