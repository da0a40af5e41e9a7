// Published answers, from the raw file by a study file alone.
#include <doctest/doctest.h>

#include <cmath>

#include "payoff/payoff.hpp"
#include "replication/data_file.hpp"

using namespace payoff;
using payoff::replication::data_file;

TEST_SUITE("replication/published") {

namespace {

constexpr double nine_digits = 1e-9;

// The raw text of the study with FILE and METHOD put in.
Study study_of(std::string text, const std::string& file, const std::string& method = "") {
  text.replace(text.find("FILE"), 4, file);
  if (const std::size_t at = text.find("METHOD"); at != std::string::npos) text.replace(at, 6, method);
  return parse_study(text, "study.json");
}

constexpr const char* metr = R"json({
  "who": "experienced open-source developers", "tool": "AI tools",
  "data": {"files": "FILE"},
  "columns": {"unit": "issue_id", "cluster": "dev_id"},
  "rollout": {"group": "ai_treatment", "treated": 1, "comparison": 0, "randomized": true},
  "metrics": [{"name": "total_minutes", "kind": "time", "unit": "minutes", "scale": "log",
    "value": "initial_implementation_time + coalesce(post_review_implementation_time, avg(post_review_implementation_time) OVER (PARTITION BY ai_treatment))",
                     "covariates" : ["ln(predicted_time_no_ai)"]
}],
  "method": {
  "name" : "two_sample", "adjustment" : "additive" METHOD
}
})json";

constexpr const char* hillstrom = R"({
  "data": {"files": "FILE"},
  "rollout": {"group": "segment", "treated": "Mens E-Mail", "comparison": "No E-Mail", "randomized": true},
  "metrics": [{"name": "spend", "kind": "revenue", "unit": "USD"}]})";

constexpr const char* base_did = R"({
  "data": {"files": "FILE"},
  "columns": {"unit": "id", "time": "period", "covariates": ["x1"]},
  "rollout": {"group": "treat", "treated": 1, "date": 6},
  "metrics": [{"name": "y"}]})";

}  // namespace

// PROVENANCE of metr_rct: b 0.1726078150972417, cluster se 0.0798092063494457 (statsmodels), effect 0.188399941.
TEST_CASE("METR: AI tools made developers 18.84 % slower, with t(15) on sixteen developers") {
  const std::string file = data_file("metr_rct/metr_rct.csv");
  if (file.empty()) return;
  const CaseStudy result = run(study_of(metr, file));
  const Effect& effect = result.effects.front();
  CHECK(effect.relative.estimate == doctest::Approx(0.188399941).epsilon(5e-9));
  CHECK(effect.absolute.estimate == doctest::Approx(0.1726078150972417).epsilon(nine_digits));
  CHECK(effect.absolute.se == doctest::Approx(0.0798092063494457).epsilon(nine_digits));
  CHECK(effect.absolute.df == 15);
  // t(15) at 0.975 is 2.131449545559323 (SciPy 1.11).
  CHECK(effect.relative.low ==
        doctest::Approx(std::expm1(0.1726078150972417 - 2.131449545559323 * 0.0798092063494457)).epsilon(1e-8));
  CHECK(result.claims.front().text().find("slower") != std::string::npos);
  CHECK_FALSE(result.appraisal.has_value());
  CHECK(result.coding.text == "treated: 136 rows where ai_treatment is '1'; comparison: 110 rows where it is '0'");
  CHECK_FALSE(result.coding.differences.empty());
}

// Published: HC3 (0.013, 0.394), clustered by developer (0.016, 0.390), both with the normal quantile.
TEST_CASE("METR: the published HC3 and clustered intervals come back with the normal quantile") {
  const std::string file = data_file("metr_rct/metr_rct.csv");
  if (file.empty()) return;
  const Estimate hc3 = run(study_of(metr, file, R"(, "errors": "hc3", "quantile": "normal")")).effects.front().relative;
  CHECK(hc3.low ==
        doctest::Approx(std::expm1(0.1726078150972417 - 1.959963984540054 * 0.08146730563040647)).epsilon(nine_digits));
  CHECK(hc3.high ==
        doctest::Approx(std::expm1(0.1726078150972417 + 1.959963984540054 * 0.08146730563040647)).epsilon(nine_digits));
  CHECK(std::round(1000 * hc3.low) == 13);
  CHECK(std::round(1000 * hc3.high) == 394);
  const Estimate cluster =
      run(study_of(metr, file, R"(, "errors": "cluster", "quantile": "normal")")).effects.front().relative;
  CHECK(std::round(1000 * cluster.low) == 16);
  CHECK(std::round(1000 * cluster.high) == 390);
}

// PROVENANCE of hillstrom: +0.7698272, CI (0.4851397, 1.054515), t 5.30014; 21,307 men's mailings.
TEST_CASE("Hillstrom: the men's mailing raised spend by 0.77 USD a customer; the third arm is filtered, not lost") {
  const std::string file = data_file("hillstrom/hillstrom.csv");
  if (file.empty()) return;
  const CaseStudy result = run(study_of(hillstrom, file));
  const Estimate& effect = result.effects.front().absolute;
  CHECK(effect.estimate == doctest::Approx(0.7698272).epsilon(5e-7));
  CHECK(effect.low == doctest::Approx(0.4851397).epsilon(5e-7));
  CHECK(effect.high == doctest::Approx(1.054515).epsilon(5e-7));
  CHECK(effect.estimate / effect.se == doctest::Approx(5.30014).epsilon(5e-6));
  CHECK(result.ledger.rows_read == 64000);
  CHECK(result.ledger.rows_filtered == 21387);
  CHECK(result.ledger.rows_used == 21307 + 21306);
}

// fixest 0.12.2, base_did, y ~ x1 + treat:post | id + period, clustered by id, and i(period, treat, 5).
TEST_CASE("base_did: the effect, its error and the whole path agree with fixest to nine digits") {
  const std::string file = data_file("oracle/base_did.csv");
  if (file.empty()) return;
  const CaseStudy result = run(study_of(base_did, file));
  const Effect& effect = result.effects.front();
  CHECK(effect.absolute.estimate == doctest::Approx(4.85064514323404).epsilon(nine_digits));
  CHECK(effect.absolute.se == doctest::Approx(0.455222045942342).epsilon(nine_digits));
  const double path[10][2] = {{-1.40304548628388, 1.11026662290526},
                              {-1.24751078444385, 1.09314456341768},
                              {-0.273205962244887, 1.10693505776096},
                              {-1.79572056399201, 1.08797376536688},
                              {0, 0},
                              {0.784452028314083, 1.02838807490319},
                              {3.59889733159794, 1.10156341443934},
                              {3.81176621201594, 1.24750196577476},
                              {4.73142620090947, 1.09711264935},
                              {6.60622884191604, 1.12049429944555}};
  REQUIRE(effect.path.size() == 10);
  for (int i = 0; i < 10; ++i) {
    CHECK(effect.path[i].event_time == i - 5);
    CHECK(effect.path[i].estimate == doctest::Approx(path[i][0]).epsilon(nine_digits));
    CHECK(effect.path[i].se == doctest::Approx(path[i][1]).epsilon(nine_digits));
  }
}

}  // TEST_SUITE("replication/published")
