#include "base/base64.hpp"

#include <doctest/doctest.h>

using payoff::base64;

TEST_SUITE("base/base64") {

TEST_CASE("base64: the test vectors of RFC 4648, section 10") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foob") == "Zm9vYg==");
  CHECK(base64("fooba") == "Zm9vYmE=");
  CHECK(base64("foobar") == "Zm9vYmFy");
}

TEST_CASE("base64: every byte is one, a zero and those above 127 too") {
  CHECK(base64(std::string_view("\0\xff\xfe\x80", 4)) == "AP/+gA==");
}

}  // TEST_SUITE("base/base64")
