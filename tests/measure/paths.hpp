// Event paths for the tests of what reads them: by hand, published, and simulated.
#pragma once

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "measure/diagnosis/event_path.hpp"
#include "measure/read_csv.hpp"

inline constexpr double no_df = std::numeric_limits<double>::infinity();

// Leads at -leads - 1 ... -2, lags at 0 ... lags - 1, independent with this variance; target: the mean of the lags.
inline payoff::EventPath plain_path(const std::vector<double>& leads, const std::vector<double>& lags,
                                    double variance) {
  payoff::EventPath path;
  path.estimate = leads;
  path.estimate.insert(path.estimate.end(), lags.begin(), lags.end());
  const std::size_t p = path.estimate.size();
  path.covariance.assign(p * p, 0);
  for (std::size_t i = 0; i < p; ++i) {
    const bool lead = i < leads.size();
    path.event_time.push_back(static_cast<int>(i) - static_cast<int>(leads.size()) - (lead ? 1 : 0));
    path.covariance[i * p + i] = variance;
    path.target.push_back(lead ? 0 : 1 / static_cast<double>(lags.size()));
  }
  path.df = no_df;
  return path;
}

// Covariance of a path whose points share the noise of the reference: variance (1 + [i = j]).
inline void share_reference(payoff::EventPath& path, double variance) {
  const std::size_t p = path.estimate.size();
  for (std::size_t i = 0; i < p * p; ++i) path.covariance[i] = variance * (i % (p + 1) == 0 ? 2 : 1);
}

// HonestDiD's example: 2008 to 2012 and 2014, 2015, reference 2013; the target is 2014.
inline std::optional<payoff::EventPath> published_path() {
  const auto file = shared_file("data/oracle/reference_values.csv");
  if (!file) return std::nullopt;
  const CsvTable table = read_csv(*file);
  const auto number = [&](const std::string& id, const std::string& stat) {
    for (std::size_t i = 0; i < table.rows; ++i) {
      const bool found = table.columns.at("set")[i] == "honestdid_example" && table.columns.at("id")[i] == id &&
                         table.columns.at("stat")[i] == stat;
      if (found) return table.number("value", i);
    }
    return payoff::missing;
  };
  payoff::EventPath path;
  path.df = no_df;
  const int years[] = {2008, 2009, 2010, 2011, 2012, 2014, 2015};
  const auto name = [](int year) { return "year::" + std::to_string(year) + ":D"; };
  for (const int year : years) {
    path.event_time.push_back(year - 2014);
    path.estimate.push_back(number(name(year), "est"));
    path.target.push_back(year == 2014 ? 1 : 0);
    for (const int other : years)
      path.covariance.push_back(number("ES vcov[" + name(year) + "," + name(other) + "]", "cov"));
  }
  return path;
}

// Two groups of clusters, half each, AR(1) noise within the cluster; the path of the difference of their means against
// the last period before the rollout. trend (leads + 1 + lags): difference in trends, 0 at the reference.
struct ClusterPlan {
  int clusters = 24, leads = 11, lags = 14;
  double effect = 1.5, persistence = 0.5;
  std::vector<double> trend;
};

inline payoff::EventPath simulate_path(const ClusterPlan& plan, payoff::Random& random) {
  const int periods = plan.leads + 1 + plan.lags, p = periods - 1, half = plan.clusters / 2;
  std::vector<double> mean(p), product(p * p);
  for (const int group : {0, 1}) {
    std::vector<double> changes(half * p), centre(p);
    for (int c = 0; c < half; ++c) {
      std::vector<double> noise(periods);
      noise[0] = random.normal();
      const double fresh = std::sqrt(1 - plan.persistence * plan.persistence);
      for (int t = 1; t < periods; ++t) noise[t] = plan.persistence * noise[t - 1] + fresh * random.normal();
      for (int j = 0; j < p; ++j) {
        changes[c * p + j] = noise[j < plan.leads ? j : j + 1] - noise[plan.leads];
        centre[j] += changes[c * p + j] / half;
      }
    }
    for (int j = 0; j < p; ++j) mean[j] += (group == 0 ? 1 : -1) * centre[j];
    for (int c = 0; c < half; ++c) {
      for (int i = 0; i < p; ++i) {
        for (int j = 0; j < p; ++j) {
          product[i * p + j] += (changes[c * p + i] - centre[i]) * (changes[c * p + j] - centre[j]) / half / (half - 1);
        }
      }
    }
  }
  payoff::EventPath path;
  path.df = plan.clusters - 2;
  path.covariance = product;
  for (int j = 0; j < p; ++j) {
    const bool lead = j < plan.leads;
    const double drift = plan.trend.empty() ? 0 : plan.trend[lead ? j : j + 1];
    path.event_time.push_back(j - plan.leads - (lead ? 1 : 0));
    path.estimate.push_back(mean[j] + drift + (lead ? 0 : plan.effect));
    path.target.push_back(lead ? 0 : 1.0 / plan.lags);
  }
  return path;
}
