#include "data/thirds.hpp"

#include <algorithm>
#include <cmath>

namespace payoff {

std::optional<Thirds> thirds_of(const std::vector<int>& event_time, const std::vector<double>& estimate, int last) {
  const int size = (last + 1) / 3;
  if (size == 0) return std::nullopt;
  Thirds thirds{std::vector<double>(event_time.size()), std::vector<double>(event_time.size())};
  double count[2] = {0, 0};
  for (std::size_t i = 0; i < event_time.size(); ++i) {
    if (event_time[i] < 0 || event_time[i] > last || std::isnan(estimate[i])) continue;
    if (event_time[i] < size) thirds.first[i] = 1, ++count[0];
    if (event_time[i] > last - size) thirds.last[i] = 1, ++count[1];
  }
  if (count[0] == 0 || count[1] == 0) return std::nullopt;
  for (double& weight : thirds.first) weight /= count[0];
  for (double& weight : thirds.last) weight /= count[1];
  return thirds;
}

std::optional<Thirds> thirds_of(const std::vector<int>& event_time, const std::vector<double>& estimate) {
  int last = -1;
  for (std::size_t i = 0; i < event_time.size(); ++i)
    if (!std::isnan(estimate[i])) last = std::max(last, event_time[i]);
  return thirds_of(event_time, estimate, last);
}

}  // namespace payoff
