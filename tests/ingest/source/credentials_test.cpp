// What opens a database, and what of it is never told.
#include "ingest/source/credentials.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "payoff/error.hpp"

using namespace payoff;

namespace {

Credentials of_uri(const std::string& uri) {
  return Credentials(std::map<std::string, std::string>{{"uri", uri}});
}

}  // namespace

TEST_SUITE("ingest/source/credentials") {

TEST_CASE("credentials: variables of the environment, and only where they are asked for") {
  setenv("PAYOFF_TEST_WORD", "s3cret", 1);
  const Credentials all(
      {{"uri", "postgresql://reader:${PAYOFF_TEST_WORD}@host/${PAYOFF_TEST_WORD}"}, {"price", "$5 {x}"}});
  CHECK(all.options().at("uri") == "postgresql://reader:s3cret@host/s3cret");
  CHECK(all.options().at("price") == "$5 {x}");
  CHECK(all.hidden_in("cannot open postgresql://reader:s3cret@host") ==
        "cannot open postgresql://reader:${PAYOFF_TEST_WORD}@host");
}

TEST_CASE("credentials: passwords that are written in the study are not told either") {
  const Credentials all({{"adbc.spark.token", "abc"}, {"uri", "x://me:p@ss@host/db"}, {"role", "reader"}});
  CHECK(all.hidden_in("token abc of reader, uri x://me:p@ss@host/db") == "token *** of reader, uri x://me:***@host/db");
}

TEST_CASE("refusal: a variable that is not set, or does not end") {
  unsetenv("PAYOFF_TEST_NONE");
  for (const char* option : {"a${PAYOFF_TEST_NONE}", "a${PAYOFF_TEST_NONE"}) CHECK_THROWS_AS(of_uri(option), Error);
  try {
    of_uri("${PAYOFF_TEST_NONE}");
  } catch (const Error& error) {
    CHECK(
        std::string(error.what()) ==
        "data.driver_options.uri: '${PAYOFF_TEST_NONE}' must be an environment variable, and is not set; set it before "
        "payoff is started: export PAYOFF_TEST_NONE=...");
  }
}

}  // TEST_SUITE("ingest/source/credentials")
