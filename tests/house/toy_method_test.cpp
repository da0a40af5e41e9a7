// A method in one file: what it says of itself is found wherever methods are chosen, checked, graded, worded or shown.
#include "measure/answer/inference.hpp"
#include "measure/answer/options.hpp"
#include "measure/answer/sample.hpp"
#include "measure/panels.hpp"
#include "payoff/payoff.hpp"
#include "tools/program.hpp"

using namespace payoff;

TEST_SUITE("house/toy_method") {

namespace {

enum class Middle { mean, largest };
constexpr ChoiceOption<Middle> middle_option{"middle", "mean|largest", "which change of a unit counts"};
constexpr WholeNumberOption skip_option{"skip", 0, 4, "0", "periods after the rollout that do not count"};
constexpr ShareOption shrink_option{"shrink", "0", "share of the change that is taken off"};
constexpr FlagOption doubled_option{"doubled", "counts the change twice"};
constexpr OptionSpec toy_options[] = {middle_option.spec, skip_option.spec, shrink_option.spec, doubled_option.spec};
constexpr Variant toy_variants[] = {{.name = [] { return std::string("toy changes"); },
                                     .remark = [] { return std::string("it is a toy"); },
                                     .option = "skip",
                                     .choice = "1"}};

// The change of a unit as the options ask for it; the answer is that of the treated less that of the others.
Effect fit_toy(const Panel& panel, const Question& question, const Context&) {
  Effect effect =
      describe(panel, question, Sample(panel, question.metric, std::vector<bool>(panel.units.size(), true)));
  effect.estimand = "ATT";
  effect.against = "the comparison group";
  double sum[2] = {}, count[2] = {};
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const bool treated = panel.units[panel.unit_of[c]].treated;
    const int first = earliest_adoption(panel, std::vector<bool>(panel.units.size(), true));
    const int late = panel.period_of[c] - first;
    if (late >= 0 && late < skip_option.of(question)) continue;
    sum[treated] += (late < 0 ? -1 : 1) * panel.metrics[question.metric].sum[c];
    count[treated] += late < 0 ? 0 : 1;
  }
  double change = sum[1] / count[1] - sum[0] / count[0];
  change *= (1 - shrink_option.of(question)) * (doubled_option.of(question) ? 2 : 1);
  if (middle_option.of(question) == Middle::largest) change *= 10;
  report_change(effect, {change, 20, 0.01, 0.01, 0}, {question.level, 30});
  return effect;
}

const Method toy{.name = "toy",
                 .title = [] { return std::string("toy changes"); },
                 .answers = "Did the toy do better?",
                 .needs = {.sentence = "A toy.", .comparison = true, .before = true},
                 .compares = Compares::changes,
                 .best_grade = 'D',
                 .options = toy_options,
                 .fit = fit_toy,
                 .answer = fit_toy,
                 .variants = toy_variants};

// Once in this program.
void add_toy() {
  if (!find_method("toy")) add_method(toy);
}

// Eight people, eight weeks, four of them with the tool from week 4 on: 3 minutes less.
std::string data() {
  std::string csv = "who,week,arm,minutes\n";
  for (int u = 0; u < 8; ++u) {
    for (int t = 0; t < 8; ++t) {
      const double minutes = 20 + 0.5 * u + 0.25 * ((u * u * 3 + t * u + t * t) % 5) - (u < 4 && t >= 4 ? 3 : 0);
      csv += fmt::format("p{},{},{},{}\n", u, t, u < 4 ? "tool" : "none", minutes);
    }
  }
  return csv;
}

Study study(const tools::Workplace& place, const std::string& method) {
  place.write("data.csv", data());
  return parse_study(R"({"data": {"files": "data.csv"}, "columns": {"unit": "who", "time": "week"},
    "rollout": {"group": "arm", "treated": "tool", "date": "4"},
    "metrics": [{"name": "minutes", "kind": "time", "unit": "minutes", "better": "lower"}], "method": )" +
                         method + "}",
                     place.path("study.json"));
}

}  // namespace

TEST_CASE("toy: it is listed, and its options are read by their types and refused by their rules") {
  add_toy();
  CHECK(methods().back().name == "toy");
  const tools::Workplace place;
  const double plain = run(study(place, R"({"name": "toy"})")).effects.front().absolute.estimate;
  const auto estimate_with = [&](const std::string& options) {
    return run(study(place, R"({"name": "toy", )" + options + "}")).effects.front().absolute.estimate;
  };
  CHECK_CLOSE(estimate_with(R"("shrink": 0.25, "doubled": true)"), 1.5 * plain, 1e-12);
  CHECK_CLOSE(estimate_with(R"("middle": "largest")"), 10 * plain, 1e-12);
  CHECK(estimate_with(R"("skip": 2)") != plain);
  const auto refusal = [&](const std::string& options) { return message_of([&] { estimate_with(options); }); };
  CHECK(refusal(R"("skip": 5)").find("option skip of toy is '5', but must be a whole number in 0 to 4") !=
        std::string::npos);
  CHECK(refusal(R"("skip": 1.5)").find("must be a whole number") != std::string::npos);
  CHECK(refusal(R"("shrink": -0.1)").find("must be a number in 0 to 1") != std::string::npos);
  CHECK(refusal(R"("doubled": "yes")").find("must be one of false, true") != std::string::npos);
  CHECK(refusal(R"("midle": "mean")").find("did you mean 'middle'?") != std::string::npos);
}

TEST_CASE("toy: the grade, the advice, the rules and the words know what it compares and the best it can reach") {
  add_toy();
  const tools::Workplace place;
  const CaseStudy result = run(study(place, R"({"name": "toy"})"));
  CHECK(result.verdict.base == 'D');
  CHECK(!result.verdict.to_raise.empty());
  const auto fired = [&](const char* rule) {
    return std::ranges::any_of(result.verdict.reasons, [&](const Reason& r) { return name(r.rule) == rule; });
  };
  CHECK(fired("G04"));  // it needs periods before, and has four
  REQUIRE(!result.claims.empty());
  CHECK(result.claims.front().text().find("with") != std::string::npos);
  for (const ReportFormat& format : report_formats()) {
    if (format.name == "xlsx") continue;  // there is no money
    CHECK(std::ranges::any_of(format.render(result),
                              [](const ReportFile& file) { return file.bytes.find("toy") != std::string::npos; }));
  }
}

TEST_CASE("toy: it answers beside another method, and another beside it") {
  add_toy();
  const tools::Workplace place;
  const auto names = [&](const std::string& method) {
    std::vector<std::string> found;
    const CaseStudy result = run(study(place, method));
    for (const Alternative& a : result.effects.front().alternatives) found.push_back(a.name);
    return found;
  };
  CHECK(std::ranges::count(names(R"({"name": "did"})"), "toy changes") == 1);
  CHECK(std::ranges::count(names(R"({"name": "toy"})"), "imputation") == 1);
}

}  // TEST_SUITE("house/toy_method")
