// The simulator behind the worlds: who exists, who gets the tool when, what a week holds, what of it is written down.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>
#include <numeric>

#include "data/calendar.hpp"
#include "honesty/worlds.hpp"

namespace honesty {
namespace {

constexpr int nobody = 1 << 20;  // week of who never begins
constexpr double mean_minutes = 14, person_sd = 2, noise_sd = 1.2, team_week_sd = 0.2, week_sd = 0.25;
constexpr double share_seen = 0.94;  // of weeks, as holidays leave it

struct Person {
  int team = 0, begins = nobody, joins = 0;
  double mean = 0, tickets = 60, noise = 0;
  bool gone = false, unseen = false, out_of_reach = false;
  bool there() const { return begins != nobody; }  // the tool came to where they are
  bool treated() const { return there() && !out_of_reach; }
};

// x' = rho x + what keeps its variance.
double next(double x, double rho, double sd, payoff::Random& random) {
  return rho * x + std::sqrt(1 - rho * rho) * sd * random.normal();
}

std::vector<std::size_t> shuffled(std::size_t count, payoff::Random& random) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  return order;
}

std::string monday(int week) {  // 2025-01-06 is the first
  const payoff::Calendar weeks{payoff::PeriodKind::week};
  return weeks.label(payoff::period_of_day(weeks, payoff::day_number(2025, 1, 6)) + week);
}

class Simulator {
 public:
  Simulator(const Setting& setting, std::uint64_t seed) : s_(setting), random_(seed) {
    hire();
    give_the_tool();
    leave_out();
  }

  DrawnStudy study() {
    header();
    double common = 0;
    std::vector<double> team_week(static_cast<std::size_t>(s_.teams));
    for (int week = 0; week < s_.weeks; ++week) {
      common = next(common, 0.6, week_sd, random_);
      for (double& each : team_week) each = next(each, 0.5, team_week_sd, random_);
      for (std::size_t i = 0; i < people_.size(); ++i) {
        if (people_[i].treated() && s_.logged < 1 && people_[i].begins <= week) lost_ = 1 - s_.logged;
        cell(i, week, common + team_week[static_cast<std::size_t>(people_[i].team)]);
        lost_ = 0;
      }
    }
    truth_.effect = tickets_ > 0 ? minutes_won_ / tickets_ : 0;
    truth_.lasting = s_.half_life > 0 ? 0 : s_.effect;
    return {std::move(csv_), study_file(), truth_};
  }

 private:
  void hire() {
    std::vector<double> team;
    for (int t = 0; t < s_.teams; ++t) team.push_back(s_.team_sd * random_.normal());
    for (int i = 0; i < s_.people; ++i) {
      Person person{.team = static_cast<int>(random_.below(static_cast<std::uint64_t>(s_.teams)))};
      person.mean = mean_minutes + team[static_cast<std::size_t>(person.team)] + person_sd * random_.normal();
      person.tickets = 60 * std::exp(0.25 * random_.normal());
      person.noise = noise_sd * random_.normal();
      if (s_.out_of_reach > 0) person.out_of_reach = random_.uniform() < s_.out_of_reach;
      people_.push_back(person);
    }
  }

  // Which teams, or people, begin; the first half of a random order, or one after the other.
  void give_the_tool() {
    const bool by_person = !s_.team_is_drawn && (s_.plan == Plan::lot || s_.plan == Plan::lot_after || s_.one_by_one);
    const std::size_t groups = static_cast<std::size_t>(by_person ? s_.people : s_.teams);
    const std::vector<std::size_t> order = shuffled(groups, random_);
    std::vector<int> begins(groups, nobody);
    const bool lot = s_.plan == Plan::lot || s_.plan == Plan::lot_after;
    std::size_t given =
        static_cast<std::size_t>(std::lround((lot ? s_.share_treated : 0.5) * static_cast<double>(groups)));
    if (s_.plan == Plan::staggered) given = groups * 2 / 3;
    if (s_.only_one_team) given = 1;
    const int last_start = s_.weeks - 7, span = std::max(1, (last_start - s_.first_week) / std::max(1, s_.cohorts - 1));
    for (std::size_t k = 0; k < given; ++k) {
      const int cohort = static_cast<int>(k * static_cast<std::size_t>(s_.cohorts) / given);
      begins[order[k]] = s_.first_week + (s_.plan == Plan::staggered ? cohort * span : 0);
    }
    for (std::size_t i = 0; i < people_.size(); ++i)
      people_[i].begins = begins[by_person ? i : static_cast<std::size_t>(people_[i].team)];
  }

  // Those who are not in the data from the start, or not yet.
  void leave_out() {
    std::vector<Person*> treated;
    for (Person& person : people_)
      if (person.treated()) treated.push_back(&person);
    std::ranges::sort(treated, std::greater(), &Person::mean);
    const double count = static_cast<double>(treated.size());
    for (std::size_t k = 0; k < treated.size(); ++k) {
      treated[k]->unseen = static_cast<double>(k) < s_.never_seen * count;
      if (static_cast<double>(treated.size() - k) <= s_.joiners * count) {
        treated[k]->mean -= 1.5;
        treated[k]->joins = treated[k]->begins + static_cast<int>(random_.below(4));
      }
    }
  }

  void header() {
    csv_ = "agent_id,week,team,tickets,handle_minutes,";
    csv_ += s_.plan == Plan::staggered ? "assistant_since" : "arm";
    if (s_.out_of_reach > 0) csv_ += ",queue";
    for (int k = 0; k < s_.secondaries; ++k) csv_ += fmt::format(",metric_{:02}", k);
    csv_ += '\n';
  }

  double tool_effect(int weeks_with) const {
    return s_.half_life > 0 ? s_.effect * std::exp2(-weeks_with / s_.half_life) : s_.effect;
  }

  // Without the tool, but with everything else that goes on.
  double minutes_without(const Person& person, int week, double shocks) const {
    double minutes = person.mean + person.noise + shocks;
    if (week >= s_.first_week) minutes += s_.both_shift;
    if (week >= s_.first_week && s_.spill > 0) minutes += person.treated() ? -s_.spill : s_.spill;
    if (person.there() && week >= person.begins + s_.other_shift_after) minutes += s_.other_shift;
    if (!person.treated()) return minutes;
    minutes += s_.trend * week;
    if (week < person.begins && week >= person.begins - 3) minutes += s_.bad_spell;
    return minutes;
  }

  void cell(std::size_t i, int week, double shocks) {
    Person& person = people_[i];
    person.noise = next(person.noise, 0.35, noise_sd, random_);
    const bool with = person.treated() && week >= person.begins;
    // The slower half leaves.
    if (with && s_.leave > 0 && person.mean > mean_minutes - 0.5 && random_.uniform() < s_.leave) person.gone = true;
    if (person.gone || person.unseen || week < person.joins || random_.uniform() > share_seen) return;
    const double without = std::max(2.0, minutes_without(person, week, shocks));
    const double effect = with ? tool_effect(week - person.begins) : 0;
    double tickets = std::max(1.0, std::round(person.tickets + std::sqrt(person.tickets) * random_.normal()));
    if (with) {
      minutes_won_ += tickets * effect;
      tickets_ += tickets;
    }
    double minutes = tickets * (without + effect);
    if (with && lost_ > 0) {  // the lost tickets were half as slow again
      minutes -= 1.5 * lost_ * minutes;
      tickets = std::round((1 - lost_) * tickets);
    }
    if (with && s_.round_to > 0) minutes = std::floor(minutes / s_.round_to) * s_.round_to;
    if (s_.zeros > 0) minutes = random_.uniform() < s_.zeros ? 0 : std::ceil(40 * std::exp(0.8 * random_.normal()));
    write(i, week, tickets, minutes);
  }

  void write(std::size_t i, int week, double tickets, double minutes) {
    const Person& person = people_[i];
    auto out = std::back_inserter(csv_);
    fmt::format_to(out, "agent {:03},{},team {:02},{:.0f},{:.1f},", i, monday(week), person.team, tickets, minutes);
    if (s_.plan != Plan::staggered)
      csv_ += person.treated() ? "tool" : "none";
    else if (person.treated())
      csv_ += monday(person.begins);
    if (s_.out_of_reach > 0) csv_ += person.out_of_reach ? ",invoices" : ",tickets";
    for (int k = 0; k < s_.secondaries; ++k) fmt::format_to(out, ",{:.3f}", 50 + 5 * random_.normal());
    csv_ += '\n';
  }

  nlohmann::ordered_json metrics() const {
    nlohmann::ordered_json metric = {{"name", "handle_minutes"}, {"kind", "time"}, {"unit", "minutes"}};
    if (s_.zeros > 0)
      metric = {{"name", "handle_minutes"}, {"label", "revenue"}, {"kind", "revenue"}, {"unit", "USD"}};
    else
      metric["per"] = "tickets";
    nlohmann::ordered_json list = {metric};
    for (int k = 0; k < s_.secondaries; ++k)
      list.push_back({{"name", fmt::format("metric_{:02}", k)}, {"kind", "score"}});
    return list;
  }

  // As a person would write it who does not know of the trouble.
  std::string study_file() const {
    nlohmann::ordered_json study = {
        {"title", "Support assistant"}, {"who", "support agents"}, {"tool", "the assistant"}};
    study["data"]["files"] = "data.csv";
    study["columns"] = {{"unit", "agent_id"}, {"time", "week"}};
    if (s_.no_unit) study["columns"].erase("unit");
    const bool lot = s_.plan == Plan::lot || s_.plan == Plan::lot_after;
    if (!lot && !s_.one_by_one) study["columns"]["cluster"] = "team";
    nlohmann::ordered_json& rollout = study["rollout"];
    if (s_.plan == Plan::staggered)
      rollout["adopted_on"] = "assistant_since";
    else
      rollout = {{"group", "arm"}, {"treated", "tool"}, {"comparison", "none"}};
    if (s_.plan == Plan::lot || s_.plan == Plan::one_date) rollout["date"] = monday(s_.first_week);
    if (lot) rollout["randomized"] = true;
    if (s_.out_of_reach > 0) rollout["unaffected"] = "queue = 'invoices'";
    study["metrics"] = metrics();
    if (s_.zeros == 0) {
      study["money"] = {{"currency", "USD"},
                        {"hourly_cost", 48},
                        {"people", 400},
                        {"horizon_months", 36},
                        {"discount_rate_per_year", 0.1}};
      study["money"]["realized_share"] = {{"low", 0.3}, {"mode", 0.5}, {"high", 0.7}};
      study["money"]["costs"] = {{{"name", "licences"}, {"per_person_month", 60}},
                                 {{"name", "integration"}, {"once", 150000}}};
    }
    return study.dump(2);
  }

  const Setting& s_;
  payoff::Random random_;
  std::vector<Person> people_;
  std::string csv_;
  Truth truth_;
  double minutes_won_ = 0, tickets_ = 0, lost_ = 0;
};

}  // namespace

DrawnStudy draw(const World& world, std::uint64_t number) {
  std::uint64_t name = 14695981039346656037ULL;  // FNV-1a: a world keeps its studies when others come
  for (const char c : world.name) name = (name ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return Simulator(world.setting, name + number).study();
}

}  // namespace honesty
