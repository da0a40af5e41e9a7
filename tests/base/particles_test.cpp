#include "base/particles.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("base/particles") {

TEST_CASE("particle: by hand, Hangul by its final consonant") {
  CHECK(particle("상담원", "은") == "은");
  CHECK(particle("어시스턴트", "은") == "는");
  CHECK(particle("도구", "이") == "가");
  CHECK(particle("처리 시간", "을") == "을");
  CHECK(particle("매출", "과") == "과");
  CHECK(particle("도구", "과") == "와");
}

TEST_CASE("particle: 으로 behind a vowel and behind ㄹ is 로") {
  CHECK(particle("도구", "으로") == "로");
  CHECK(particle("매출", "으로") == "로");
  CHECK(particle("시간", "으로") == "으로");
}

TEST_CASE("particle: digits as they are read") {
  const char* with_consonant[] = {"0", "1", "3", "6", "7", "8", "10", "100", "1,000"};
  for (const char* number : with_consonant) CHECK(particle(number, "이") == "이");
  for (const char* number : {"2", "4", "5", "9", "42", "1.5"}) CHECK(particle(number, "이") == "가");
  for (const char* number : {"1", "7", "8"}) CHECK(particle(number, "으로") == "로");
  CHECK(particle("12.5%", "은") == "는");
}

TEST_CASE("particle: Latin capitals by the names of the letters") {
  CHECK(particle("URL", "으로") == "로");
  CHECK(particle("LLM", "은") == "은");
  CHECK(particle("CSAT", "은") == "는");
  CHECK(particle("AI", "이") == "가");
  CHECK(particle("USD", "을") == "를");
}

TEST_CASE("particle: Latin words as they are written in Hangul") {
  for (const char* word :
       {"tool", "email", "team", "token", "coding", "app", "robot", "Copilot", "web", "traffic", "time"})
    CHECK(particle(word, "은") == "은");
  for (const char* word :
       {"assistant", "agent", "desk", "case", "server", "score", "revenue", "user", "support", "cloud"})
    CHECK(particle(word, "은") == "는");
  CHECK(particle("tool", "으로") == "로");
}

TEST_CASE("particle: brackets, quotes and points are passed over; what cannot be read gets both forms") {
  CHECK(particle("시간(분)", "은") == "은");
  CHECK(particle("\"도구\"", "은") == "는");
  CHECK(particle("도구 (베타 판)", "은") == "는");
  CHECK(particle("🚀", "은") == "은(는)");
  CHECK(particle("", "이") == "이(가)");
  CHECK(particle("📈", "으로") == "(으)로");
  CHECK(particle("(", "을") == "을(를)");
  CHECK(particle("\xff\xfe", "을") == "을(를)");
}

TEST_CASE("particle: refusal, one that is not known") {
  CHECK_THROWS(particle("도구", "xx"));
}

}  // TEST_SUITE("base/particles")
