// The file of the logo: read by a run, bounded, and kept to the study's folder where the study is a stranger's.
#include "study/logo.hpp"

#include "ingest/loading.hpp"
#include "report/writer/logo.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("study/logo") {

namespace {

Study with_logo(const Workplace& place, const std::string& path, const std::string& more = "") {
  return parse_study(tools::study("x.csv", R"(, "report": {"logo": ")" + path + "\"" + more + "}"),
                     place.path("study/study.json"));
}

std::string refusal(const Study& study, bool trusted = true) {
  return message_of([&] { logo_of(study, {.trusted = trusted}); });
}

}  // namespace

TEST_CASE("logo: the bytes beside the study reach the case study, and no anonymous one") {
  const Workplace place;
  place.write("study/mark.svg", "<svg >");
  place.write("study/x.csv", tools::tickets());
  CHECK(run(with_logo(place, "mark.svg")).telling.logo == "<svg >");
  CHECK(run(with_logo(place, "mark.svg", R"(, "anonymous": true)")).telling.logo.empty());
  CHECK(logo_of(parse_study(tools::study("x.csv"), place.path("study/study.json")), {}).empty());
}

TEST_CASE("logo: what cannot be one is refused, with what to do") {
  const Workplace place;
  place.write("study/page.svg", "<html>");
  place.write("study/large.svg", "<svg>" + std::string(most_logo_bytes, ' '));
  place.write("study/most.svg", "<svg>" + std::string(most_logo_bytes - 5, ' '));
  place.write("mark.svg", "<svg>");
  holds(refusal(with_logo(place, "page.svg")), "which is no PNG, JPEG or SVG; save it as one of them");
  holds(refusal(with_logo(place, "large.svg")), "which is larger than 200 kB; save it smaller, or as SVG");
  CHECK(refusal(with_logo(place, "most.svg")).empty());
  holds(refusal(with_logo(place, "none.svg")), "the logo cannot be read; check the path in report.logo");
  holds(refusal(with_logo(place, ".")), "the logo cannot be read");
  CHECK(refusal(with_logo(place, "../mark.svg")).empty());
  holds(refusal(with_logo(place, "../mark.svg"), false), "must lie below the study's folder");
  CHECK(refusal(with_logo(place, "most.svg"), false).empty());
}

}  // TEST_SUITE("study/logo")
