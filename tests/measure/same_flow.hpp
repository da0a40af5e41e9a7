// The flow of an arm, found in two ways.
#pragma once

#include <doctest/doctest.h>

#include "payoff/measure.hpp"

inline void check_same(const payoff::ArmFlow& one, const payoff::ArmFlow& other) {
  CHECK(one.assigned == other.assigned);
  CHECK(one.clusters == other.clusters);
  CHECK(one.seen_before == other.seen_before);
  CHECK(one.seen_after == other.seen_after);
  CHECK(one.began == other.began);
  CHECK(one.left == other.left);
  CHECK(one.analysed == other.analysed);
  CHECK(one.nonzero == other.nonzero);
}
