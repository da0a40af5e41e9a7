#include "study/read_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "data/names.hpp"

namespace payoff {
namespace {

// By their names: {"tickets.csv": {"sha256": ..., "bytes": ...}}; a name that comes again is numbered.
Json inputs_of(const ReadRun& run) {
  Json inputs = Json::object();
  for (const Recorded& input : run.root().object("provenance").list("inputs")) {
    std::string name = input.text("name");
    for (int again = 2; inputs.contains(name); ++again) name = fmt::format("{} ({})", input.text("name"), again);
    inputs[name] = {{"sha256", input.text("sha256")}, {"bytes", input.whole("bytes", 0, most_counted)}};
  }
  return inputs;
}

Json inputs_not_of(const ReadRun& other, const ReadRun& run) {
  const std::set<std::string> hashes = hashes_of(other);
  Json inputs = Json::object();
  const Json all = inputs_of(run);
  for (const auto& [name, input] : all.items()) {
    const std::string hash = input["sha256"].get<std::string>();
    if (hash.empty() || !hashes.contains(hash)) inputs[name] = input;
  }
  return inputs;
}

}  // namespace

std::set<std::string> hashes_of(const ReadRun& run) {
  std::set<std::string> hashes;
  const Json inputs = inputs_of(run);
  for (const auto& [name, input] : inputs.items()) hashes.insert(input["sha256"].get<std::string>());
  return hashes;
}

Json answers_of(const ReadRun& run) {
  const Recorded root = run.root();
  Json answers;
  if (!run.results.claims.empty()) answers["sentence"] = run.results.claims.front().claim;
  answers["grade"] = std::string(1, run.results.verdict.grade);
  if (root.has("recommendation")) {
    answers["what next"] = root.object("recommendation").text("action");
    answers["because"] = root.object("recommendation").text("because");
  }
  for (const Reason& reason : run.results.verdict.reasons) answers["rule " + name(reason.rule)] = name(reason.effect);
  return answers;
}

std::vector<ComparedFigure> figures_of(const ReadRun& run) {
  const Recorded root = run.root(), ledger = root.object("ledger");
  std::vector<ComparedFigure> figures;
  for (const auto& [name, key] :
       {std::pair{"rows read", "rows_read"}, std::pair{"rows used", "rows_used"},
        std::pair{"rows rejected", "rows_rejected"}, std::pair{"rows filtered", "rows_filtered"},
        std::pair{"units", "units"}, std::pair{"periods", "periods"}})
    figures.push_back({name, "", static_cast<double>(ledger.whole(key, 0, most_counted))});
  const bool money = root.has("appraisal");
  const auto add = [&](const char* name, const std::string& unit, const std::optional<Recorded>& of, const char* key) {
    figures.push_back({name, unit, of ? of->number(key) : missing});
  };
  const std::optional<Recorded> appraisal = money ? std::optional(root.object("appraisal")) : std::nullopt;
  const std::optional<Recorded> npv = money ? std::optional(appraisal->object("npv")) : std::nullopt;
  const std::string currency = money ? run.results.appraisal->currency : "";
  add("net present value", currency, npv, "mean");
  add("net present value, P10", currency, npv, "p10");
  add("net present value, P90", currency, npv, "p90");
  add("chance that it is above 0", "share", appraisal, "probability_npv_positive");
  add("benefit a year", currency, appraisal, "benefit_per_year");
  return figures;
}

Json others_of(const ReadRun& run, const ReadRun& other, bool with_study) {
  const Recorded root = run.root();
  Json others{{"version", root.object("provenance").text("payoff")}, {"inputs", inputs_not_of(other, run)}};
  others["seed"] = root.object("provenance").whole("seed", 0, most_counted);
  for (const char* key : {"anonymous", "title", "question", "who", "disclosure", "calendar", "method_reason"})
    if (run.json.contains(key)) others[key] = run.json[key];
  others["metric"] =
      run.json["effects"][static_cast<std::size_t>(&run.primary() - run.results.effects.data())]["metric_declared"];
  if (with_study) others["study"] = run.json["study"];
  if (!with_study && run.results.appraisal) {
    others["horizon_months"] = run.results.appraisal->horizon_months;
    others["assumptions"] = run.json["appraisal"]["assumptions"];
  }
  return others;
}

}  // namespace payoff
