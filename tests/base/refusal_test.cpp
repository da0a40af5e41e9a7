#include "base/refusal.hpp"

#include <doctest/doctest.h>

#include <regex>

#include "base/messages.hpp"
#include "payoff/error.hpp"

using namespace payoff;

TEST_SUITE("base/refusal") {

namespace {

Error caught(const std::function<void()>& refusing) {
  try {
    refusing();
  } catch (const Error& error) {
    return error;
  }
  throw std::logic_error("nothing was refused");
}

void nobody_to_compare_with() {
  refuse("did", [] { return Refusal{say(MessageId::refused_no_comparison), say(MessageId::remedy_paired)}; });
}

}  // namespace

TEST_CASE("refuse: by hand, an error is English whatever is spoken, and told in what is spoken") {
  const std::string english = "did: comparison units is 0, but must be at least 2; method paired needs none";
  const Error plain = caught(nobody_to_compare_with);
  CHECK(plain.kind == ErrorKind::method);
  CHECK(plain.what() == english);
  CHECK(plain.told == english);
  const Speaking korean(language_of("ko"));
  const Error error = caught(nobody_to_compare_with);
  CHECK(error.what() == english);
  CHECK(error.finding == "comparison units is 0, but must be at least 2");
  CHECK(error.told ==
        "did: 비교 대상이 하나도 없습니다. 2개 이상이어야 합니다; paired 방법에는 비교 대상이 필요하지 않습니다");
}

TEST_CASE("refuse: invariance, a better place does not lose what is told; without a remedy there is none") {
  const Speaking korean(language_of("ko"));
  const Error moved = caught(nobody_to_compare_with).at({.key = "method", .file = "study.json"});
  CHECK(moved.what() == std::string("study.json:$.method: comparison units is 0, but must be at least 2; method paired "
                                    "needs none"));
  CHECK(moved.told.find("비교 대상") != std::string::npos);
  const Error bare = caught([] { refuse("regress", [] { return Refusal{say(MessageId::refused_no_rows)}; }); });
  CHECK(bare.what() == std::string("regress: rows is 0, but must be at least 1"));
  const Error usage(ErrorKind::usage, {.key = "level"}, "level is 2, but must be below 1");
  CHECK(usage.at({.file = "a.json"}).told == "a.json: level is 2, but must be below 1");
}

TEST_CASE("refuse: property, no refusal in Korean holds three words of English in a row") {
  const std::regex three_words("[A-Za-z]{2,} [A-Za-z]+ [A-Za-z]{2,}");
  const Language &english = language_of("en"), &korean = language_of("ko");
  std::size_t looked_at = 0;
  for (std::size_t id = 0; id < english.texts().size(); ++id) {
    if (english.texts()[id].find("but must") == std::string::npos) continue;
    CAPTURE(english.texts()[id]);
    CHECK_FALSE(std::regex_search(korean.texts()[id], three_words));
    ++looked_at;
  }
  CHECK(looked_at > 20);
}

}  // TEST_SUITE("base/refusal")
