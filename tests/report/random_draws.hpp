// What is drawn at random for tests of what is written: numbers that may be missing, infinite or huge, hostile texts.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "report/example.hpp"

namespace payoff::example {

class RandomDraws {
 public:
  explicit RandomDraws(std::uint64_t seed) : bits_(seed) {}

  double number() {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return chance(2) ? known() : any({missing, infinity, -infinity, 1e300, -1e-300, 0.0, -0.0});
  }

  std::string text() {
    return any<std::string>({"", attack, "tickets", "한글", "two\nlines", "=1+1", "\xf0\x9f\x98\x80", "e\xcc\x81",
                             "\xe2\x80\xae", std::string("a\0b", 3), std::string(3000, 'x')});
  }

 protected:
  bool chance(int of) { return whole(of) == 0; }
  int whole(int below) { return static_cast<int>(bits_() % static_cast<unsigned>(below)); }
  std::size_t count() { return bits_() % 100000; }
  std::size_t few_or(std::size_t n) { return chance(3) ? hidden_count : n; }
  double known() { return (static_cast<double>(bits_() >> 11) * 0x1p-53 - 0.5) * any({1.0, 100.0, 1e7}); }
  double share() { return static_cast<double>(bits_() >> 11) * 0x1p-53; }

  template <typename T>
  T any(std::initializer_list<T> of) {
    return *(of.begin() + whole(static_cast<int>(of.size())));
  }
  template <typename T, std::size_t n>
  T any(const T (&of)[n]) {
    return of[whole(static_cast<int>(n))];
  }

  template <typename T, typename Make>
  std::vector<T> list(Make make, int least = 0) {
    std::vector<T> all;
    for (int k = whole(4 - least) + least; k > 0; --k) all.push_back(make());
    return all;
  }
  void texts(std::initializer_list<std::string*> all) {
    for (std::string* each : all) *each = text();
  }
  void numbers(std::initializer_list<double*> all) {
    for (double* each : all) *each = number();
  }
  std::vector<std::string> some_texts() {
    return list<std::string>([&] { return text(); });
  }
  std::vector<double> some_known() {
    return list<double>([&] { return known(); }, 1);
  }

  Estimate estimate() {
    if (chance(4)) return {};
    const double low = number(), high = number();
    return {number(), number(), number(), std::min(low, high), std::max(low, high), number(), text(), text()};
  }

  std::mt19937_64 bits_;
};

}  // namespace payoff::example
