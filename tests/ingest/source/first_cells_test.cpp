#include "ingest/source/first_cells.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("ingest/source/first_cells") {

namespace {

FirstCells of(const std::vector<std::string>& texts, char decimal = '.') {
  return first_cells({.name = "x", .texts = texts, .valid = std::vector<bool>(texts.size(), true)}, decimal);
}

}  // namespace

TEST_CASE("first cells: numbers are plain, with a sign, a mark and an exponent") {
  for (const char* number : {"0", "-1", "+1.5", "1.", ".5", "2e3", "-2.5E-3"})
    CHECK_MESSAGE(of({number}).numbers, number);
  for (const char* text : {"", "-", ".", "e3", "1e", "1e+", "1,5", "1 2", "1.2.3", "0x1", "nan", "--1", "1.5e2.5"})
    CHECK_FALSE_MESSAGE(of({text}).numbers, text);
  CHECK(of({"1,5"}, ',').numbers);
  CHECK_FALSE(of({"1.5"}, ',').numbers);
  CHECK_FALSE(of({"1", "2", "x"}).numbers);
}

TEST_CASE("first cells: a mark with three digits behind it is doubted, unless nothing but zeros stands before it") {
  for (const char* number : {"1.5", "1.", "1.2345", "0.125", "-0.125", ".125", "1.250e2"})
    CHECK_MESSAGE(of({number}).certain, number);
  for (const char* number : {"1.250", "-12.500", "7"}) CHECK_FALSE_MESSAGE(of({number}).certain, number);
  CHECK(of({"1.250", "1.25"}).certain);
  CHECK(of({"1", "2"}).whole);
  CHECK_FALSE(of({"1", "2.0"}).whole);
}

TEST_CASE("first cells: empty ones say nothing, and no digit is no date") {
  const FirstCells none = first_cells({.name = "x", .texts = {""}, .valid = {false}}, '.');
  CHECK_FALSE(none.any);
  CHECK(none.numbers);
  CHECK(of({"north", "2025-01-06"}).has_digit);
  CHECK_FALSE(of({"north", "south"}).has_digit);
}

}  // TEST_SUITE("ingest/source/first_cells")
