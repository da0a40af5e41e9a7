#include "report/section/money_figures.hpp"

#include <doctest/doctest.h>

#include "report/example.hpp"
#include "report/markup.hpp"

using namespace payoff;

TEST_SUITE("report/section/money_figures") {

namespace {

CaseStudy valued() {
  CaseStudy study = example::support_assistant();
  Appraisal& a = *study.appraisal;
  a.npv_histogram = {-500000, 500000, {3, 20, 60, 40, 10}};
  a.probability_npv_positive = 0.97;
  return study;
}

}  // namespace

TEST_CASE("money figures: by hand, the title of the net present value says how likely it is above zero") {
  CaseStudy study = valued();
  Figure figure = npv_figure(study);
  CHECK(figure.title ==
        "If the change is due to the assistant, the net present value is above zero in 97% of the simulated outcomes");
  CHECK(figure.numbers.rows.size() == 5);
  CHECK(count_of(figure.svg, "97% above zero") == 1);
  study.appraisal->probability_npv_positive = 1;
  study.verdict.grade = 'B';
  CHECK(npv_figure(study).title == "The net present value is above zero in over 99.9% of the simulated outcomes");
}

TEST_CASE("money figures: where no money is claimed, the title says so first") {
  CaseStudy study = valued();
  std::erase_if(study.claims, [](const Claim& claim) { return claim.kind == ClaimKind::money; });
  CHECK(npv_figure(study).title.starts_with("Computed, not claimed: "));
}

TEST_CASE("money figures: without simulated outcomes there is no picture of them") {
  CaseStudy study = valued();
  study.appraisal->npv_histogram = {};
  CHECK(npv_figure(study).svg.empty());
}

TEST_CASE("money figures: by hand, totals, gains and losses of the waterfall are told apart, and joined") {
  CaseStudy study = valued();
  study.appraisal->waterfall = {{"if all of it counted", 100000, 100000, false},
                                {"what the business does not get back", -60000, 40000, false},
                                {"benefits", 0, 40000, true},
                                {"a rebate", 5000, 45000, false},
                                {"net present value", 0, 45000, true}};
  const Figure figure = waterfall_figure(study);
  CHECK(figure.title == "Of USD 100,000 at full value, USD 45,000 are left after costs");
  CHECK(count_of(figure.svg, "class=\"bar total\"") == 3);
  CHECK(count_of(figure.svg, "class=\"bar loss\"") == 1);
  CHECK(count_of(figure.svg, "class=\"bar gain\"") == 1);
  CHECK(count_of(figure.svg, "class=\"connector\"") == 4);
  CHECK(count_of(figure.svg, ">USD +5,000<") == 1);
  study.appraisal->waterfall.back().total = -5000;
  CHECK(waterfall_figure(study).title == "Of USD 100,000 at full value nothing is left after costs: USD −5,000");
}

TEST_CASE("money figures: by hand, the months of payback are shaded, and never said without how often it pays back") {
  CaseStudy study = valued();
  Figure figure = cash_figure(study);
  CHECK(figure.title ==
        "In 99.7% of the simulated outcomes the costs are back within 36 months, in half of these by month 5 (P10 to "
        "P90: 3 "
        "to 8)");
  CHECK(count_of(figure.svg, "class=\"span\"") == 1);
  CHECK(count_of(figure.svg, ">payback, P10 to P90<") == 1);
  study.appraisal->probability_pays_back = 0.4;
  CHECK(count_of(cash_figure(study).svg, ">payback where it comes, P10 to P90<") == 1);
  study.appraisal->payback_months = {};
  figure = cash_figure(study);
  CHECK(figure.title == "The costs do not come back within 36 months");
  CHECK(count_of(figure.svg, "class=\"span\"") == 0);
}

TEST_CASE("money figures: by hand, the tornado names what moves most, and whether anything turns the sign") {
  CaseStudy study = valued();
  CHECK(tornado_figure(study).title ==
        "Most hangs on share of time realised: the net present value goes from USD 905,000 to USD 2.8 million; none by "
        "itself makes it negative");
  study.appraisal->sensitivity[2].npv_low = -1;
  CHECK(tornado_figure(study).title.find("none") == std::string::npos);
}

}  // TEST_SUITE("report/section/money_figures")
