#include "monetize/simulate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "base/parallel.hpp"
#include "monetize/appraisal_model.hpp"
#include "monetize/cash_flow.hpp"
#include "monetize/joint_draw.hpp"

namespace payoff {
namespace {

constexpr std::size_t block = JointDraw::block;
constexpr std::size_t blocks_a_chunk = 16;
constexpr std::size_t drawn_in_picture = 20000;

// Sums over the draws of a chunk.
struct Sums {
  std::vector<std::vector<double>> benefit;                  // (streams, H + 1)
  std::vector<std::vector<double>> term;                     // (cost streams, terms): of the product of inputs
  std::vector<std::size_t> paid_back, paid_back_discounted;  // (H + 1) draws
};

// The draws of one block, side by side.
class BlockOfDraws {
 public:
  BlockOfDraws(const CashModel& model, const JointDraw& joint, const std::vector<double>& known_cost)
      : model_(model), joint_(joint), known_cost_(known_cost) {}

  void run(std::size_t number, std::size_t count, MoneyDraws& draws, Sums& sums) {
    joint_.draw(number, drawn_);
    count_ = count;
    cash_ = {};
    steady_.fill(0);
    prepare_benefits();
    prepare_costs(sums);
    for (std::size_t m = 0; m < model_.months(); ++m) month(m, number, draws, sums);
    write(number, draws);
    count_months(cash_.payback, sums.paid_back);
    count_months(cash_.discounted, sums.paid_back_discounted);
  }

 private:
  struct Gain {
    Lane each, kept;  // of a gain; what is left of it
    // A month in which all have it: all that there is to know of an effect that is one number; of others the month at hand.
    Lane month;
    double sum_of_month = 0;
  };
  // All terms with the same months.
  struct Spent {
    const std::vector<double>* profile;
    Lane each;
  };

  void multiply(std::size_t input, Lane& lane) const {
    if (joint_.input_is_drawn(input))
      payoff::multiply(drawn_.inputs[input].data(), lane);
    else
      payoff::multiply(model_.inputs[input].value.middle(), lane);
  }

  void prepare_benefits() {
    gains_.resize(model_.benefits.size());
    for (std::size_t s = 0; s < gains_.size(); ++s) {
      const BenefitStream& stream = model_.benefits[s];
      Gain& gain = gains_[s];
      gain.each.fill(stream.per_effect);
      for (const std::size_t input : stream.inputs) multiply(input, gain.each);
      gain.kept.fill(1);
      if (stream.rework != BenefitStream::none) multiply(stream.rework, gain.kept);
      for (double& kept : gain.kept) kept = (stream.rework == BenefitStream::none ? 1 : 1 - kept) * (1 - stream.risk);
      if (stream.valued.counted()) add_gain(s, stream.steady, steady_);
      if (stream.profile.size() > 1) continue;
      gain.month.fill(0);
      add_gain(s, std::array{1.0}, gain.month);
      gain.sum_of_month = sum_of(gain.month);
    }
  }

  double sum_of(const Lane& lane) const { return payoff::sum_of(std::span(lane.data(), count_)); }

  // What the coordinates come to at these weights, as a gain or a loss.
  void add_gain(std::size_t s, std::span<const double> weights, Lane& sum) const {
    const BenefitStream& stream = model_.benefits[s];
    const double* first = drawn_.effects[stream.effect].data();
    const bool two = weights.size() > 1;
    const double* last = two ? drawn_.effects[stream.effect + 1].data() : first;
    add_gains(weights[0], two ? weights[1] : 0, {first, last, gains_[s].each, gains_[s].kept}, sum);
  }

  void prepare_costs(Sums& sums) {
    spent_.clear();
    for (std::size_t s = 0; s < model_.costs.size(); ++s) {
      for (std::size_t t = 0; t < model_.costs[s].terms.size(); ++t) {
        const CashTerm& term = model_.costs[s].terms[t];
        if (!joint_.any_is_drawn(term.inputs)) continue;
        Lane each;
        each.fill(term.constant);
        for (const std::size_t input : term.inputs) multiply(input, each);
        sums.term[s][t] += sum_of(each);
        const auto same =
            std::ranges::find_if(spent_, [&](const Spent& other) { return *other.profile == term.profile; });
        if (same == spent_.end())
          spent_.push_back({&term.profile, each});
        else
          add(1, each, same->each);
      }
    }
  }

  void month(std::size_t m, std::size_t number, MoneyDraws& draws, Sums& sums) {
    in_.clear();
    out_.clear();
    for (std::size_t s = 0; s < gains_.size(); ++s) {
      const BenefitStream& stream = model_.benefits[s];
      Gain& gain = gains_[s];
      const bool is_one_number = stream.profile.size() == 1;
      if (!is_one_number) {
        gain.month.fill(0);
        add_gain(s, std::array{stream.profile[0][m], stream.profile[1][m]}, gain.month);
        gain.sum_of_month = sum_of(gain.month);
      }
      const double weight = is_one_number ? stream.profile.front()[m] : 1;
      sums.benefit[s][m] += weight * gain.sum_of_month;
      if (stream.valued.counted()) in_.push_back({weight, &gain.month});
    }
    for (const Spent& spent : spent_)
      if ((*spent.profile)[m] != 0) out_.push_back({(*spent.profile)[m], &spent.each});
    cash_.add_month({static_cast<double>(m), model_.discount[m], known_cost_[m], in_, out_});
    const std::size_t first = number * block;
    if (first >= drawn_in_picture) return;
    for (std::size_t i = 0; i < std::min(count_, drawn_in_picture - first); ++i)
      draws.cumulative[m][first + i] = (1 - model_.tax_rate) * (cash_.in[i] - cash_.out[i]);
  }

  void write(std::size_t number, MoneyDraws& draws) const {
    const std::size_t first = number * block;
    for (std::size_t i = 0; i < count_; ++i) {
      draws.net_present_value[first + i] = (1 - model_.tax_rate) * (cash_.worth_in[i] - cash_.worth_out[i]);
      draws.return_on_investment[first + i] =
          cash_.worth_out[i] > 0 ? cash_.worth_in[i] / cash_.worth_out[i] - 1 : missing;
      const double mean = cash_.in[i] / static_cast<double>(model_.months() - 1);
      draws.steady_benefit[first + i] = std::abs(mean) < std::abs(steady_[i]) ? mean : steady_[i];
    }
  }

  void count_months(const Lane& months, std::vector<std::size_t>& by_month) const {
    for (std::size_t i = 0; i < count_; ++i)
      if (!std::isinf(months[i])) ++by_month[static_cast<std::size_t>(months[i])];
  }

  const CashModel& model_;
  const JointDraw& joint_;
  const std::vector<double>& known_cost_;
  std::size_t count_ = 0;
  JointDraw::Block drawn_;
  std::vector<Gain> gains_;
  std::vector<Spent> spent_;
  std::vector<Multiple> in_, out_;  // of a month
  CashLanes cash_;
  Lane steady_;
};

void add_times(double factor, const std::vector<double>& profile, std::vector<double>& months) {
  for (std::size_t m = 0; m < months.size(); ++m) months[m] += factor * profile[m];
}

// The terms of which nothing is drawn, all together.
std::vector<double> known_costs(const CashModel& model, const JointDraw& joint) {
  const Point middle = middle_of(model);
  std::vector<double> months(model.months(), 0);
  for (const CostStream& stream : model.costs)
    for (const CashTerm& term : stream.terms)
      if (!joint.any_is_drawn(term.inputs))
        add_times(product(term.constant, term.inputs, middle), term.profile, months);
  return months;
}

Sums empty_sums(const CashModel& model) {
  Sums sums;
  for (std::size_t s = 0; s < model.benefits.size(); ++s) sums.benefit.emplace_back(model.months(), 0);
  for (const CostStream& stream : model.costs) sums.term.emplace_back(stream.terms.size(), 0);
  sums.paid_back.assign(model.months(), 0);
  sums.paid_back_discounted.assign(model.months(), 0);
  return sums;
}

void add_sums(const CashModel& model, const JointDraw& joint, const std::vector<Sums>& chunks, double count,
              MoneyDraws& draws) {
  Sums all = empty_sums(model);
  for (const Sums& chunk : chunks) {
    for (std::size_t s = 0; s < all.benefit.size(); ++s)
      for (std::size_t m = 0; m < model.months(); ++m) all.benefit[s][m] += chunk.benefit[s][m] / count;
    for (std::size_t s = 0; s < all.term.size(); ++s)
      for (std::size_t t = 0; t < all.term[s].size(); ++t) all.term[s][t] += chunk.term[s][t] / count;
    for (std::size_t m = 0; m < model.months(); ++m) {
      all.paid_back[m] += chunk.paid_back[m];
      all.paid_back_discounted[m] += chunk.paid_back_discounted[m];
    }
  }
  draws.paid_back = std::move(all.paid_back);
  draws.paid_back_discounted = std::move(all.paid_back_discounted);
  draws.benefit_by_month = std::move(all.benefit);
  const Point middle = middle_of(model);
  for (std::size_t s = 0; s < model.costs.size(); ++s) {
    std::vector<double>& months = draws.cost_by_month.emplace_back(model.months(), 0);
    for (std::size_t t = 0; t < model.costs[s].terms.size(); ++t) {
      const CashTerm& term = model.costs[s].terms[t];
      const bool drawn = joint.any_is_drawn(term.inputs);
      add_times(drawn ? all.term[s][t] : product(term.constant, term.inputs, middle), term.profile, months);
    }
  }
}

}  // namespace

MoneyDraws simulate(const CashModel& model, int draws, std::uint64_t seed, const Context& context) {
  return simulate(model, JointDraw(model, seed), draws, context);
}

MoneyDraws simulate(const CashModel& model, const JointDraw& joint, int count, const Context& context) {
  const std::vector<double> known = known_costs(model, joint);
  const auto size = static_cast<std::size_t>(count);
  MoneyDraws draws;
  std::vector<double>* figures[] = {&draws.net_present_value, &draws.return_on_investment, &draws.steady_benefit};
  for_each_chunk(std::size(figures), context, [&](std::size_t i) { figures[i]->resize(size); });
  draws.cumulative.resize(model.months());
  for_each_chunk(model.months(), context,
                 [&](std::size_t m) { draws.cumulative[m].resize(std::min(size, drawn_in_picture)); });
  const std::size_t blocks = (size + block - 1) / block, chunks = (blocks + blocks_a_chunk - 1) / blocks_a_chunk;
  std::vector<Sums> sums(chunks, empty_sums(model));
  for_each_chunk(chunks, context, [&](std::size_t chunk) {
    BlockOfDraws work(model, joint, known);
    for (std::size_t b = chunk * blocks_a_chunk; b < std::min(blocks, (chunk + 1) * blocks_a_chunk); ++b)
      work.run(b, std::min(block, size - b * block), draws, sums[chunk]);
  });
  add_sums(model, joint, sums, static_cast<double>(count), draws);
  return draws;
}

MoneyDraws money_draws(std::span<const Effect> effects, const Assumptions& assumptions) {
  const AppraisalModel appraised = appraisal_model(effects, assumptions);
  return simulate(appraised.model, assumptions.draws, assumptions.seed);
}

}  // namespace payoff
