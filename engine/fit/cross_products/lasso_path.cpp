#include "fit/cross_products/lasso_path.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

namespace payoff {
namespace {

using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
constexpr double least_pivot = 1e-11;  // of the squared length a coordinate has left beside those in use
constexpr double tie = 1e-12;

struct Homotopy {
  Eigen::Map<const RowMatrix> q;
  Eigen::VectorXd x, gradient;  // Qx + q
  double penalty = 0;
  std::vector<int> active;
  std::vector<double> sign;  // of x, for each active one
  int dropped = -1;          // left in the step before
};

// What happens next as the penalty falls.
struct Event {
  double fall = 0;
  int coordinate = -1;
  bool joins = false;
};

// Change of the active x for a fall of 1 in the penalty; nothing where Q has no inverse on them.
bool direction(const Homotopy& h, Eigen::VectorXd& d) {
  const int k = static_cast<int>(h.active.size());
  Eigen::MatrixXd part(k, k);
  Eigen::VectorXd sign(k);
  for (int i = 0; i < k; ++i) {
    sign[i] = h.sign[i];
    for (int j = 0; j < k; ++j) part(i, j) = h.q(h.active[i], h.active[j]);
  }
  const Eigen::LLT<Eigen::MatrixXd> factor(part);
  if (factor.info() != Eigen::Success) return false;
  for (int i = 0; i < k; ++i) {
    const double pivot = factor.matrixLLT()(i, i);
    if (pivot * pivot <= least_pivot * part(i, i)) return false;
  }
  d = factor.solve(sign);
  return true;
}

Event next_event(const Homotopy& h, const Eigen::VectorXd& d, const Eigen::VectorXd& slope) {
  Event next{h.penalty, -1, false};
  for (std::size_t i = 0; i < h.active.size(); ++i) {
    const double fall = -h.x[h.active[i]] / d[i];
    if (fall > 0 && fall < next.fall) next = {fall, static_cast<int>(i), false};
  }
  for (int j = 0; j < h.x.size(); ++j) {
    if (std::ranges::find(h.active, j) != h.active.end()) continue;
    for (const double side : {1.0, -1.0}) {  // side * gradient reaches the penalty
      const double closing = 1 + side * slope[j];
      const double fall = (h.penalty - side * h.gradient[j]) / closing;
      const bool just_left = j == h.dropped && fall <= tie * h.penalty;
      if (closing > 0 && !just_left && fall < next.fall) next = {std::max(fall, 0.0), j, true};
    }
  }
  return next;
}

void join(Homotopy& h, int coordinate) {
  h.active.push_back(coordinate);
  h.sign.push_back(h.gradient[coordinate] > 0 ? -1 : 1);
}

}  // namespace

std::vector<LassoKnot> lasso_path(std::span<const double> quadratic, std::span<const double> linear) {
  const int n = static_cast<int>(linear.size());
  Homotopy h{Eigen::Map<const RowMatrix>(quadratic.data(), n, n),
             Eigen::VectorXd::Zero(n),
             Eigen::Map<const Eigen::VectorXd>(linear.data(), n),
             0,
             {},
             {},
             -1};
  const auto knot = [&] { return LassoKnot{h.penalty, std::vector<double>(h.x.begin(), h.x.end())}; };
  int first = 0;
  if (n > 0) h.penalty = h.gradient.cwiseAbs().maxCoeff(&first);
  std::vector<LassoKnot> path{knot()};
  if (h.penalty == 0) return path;
  join(h, first);
  for (int steps = 0; h.penalty > 0 && steps < 50 * n; ++steps) {
    Eigen::VectorXd d;
    if (!direction(h, d)) break;
    Eigen::VectorXd change = Eigen::VectorXd::Zero(n);
    for (std::size_t i = 0; i < h.active.size(); ++i) change[h.active[i]] = d[i];
    const Event event = next_event(h, d, h.q * change);
    h.x += event.fall * change;
    h.gradient = h.q * h.x + Eigen::Map<const Eigen::VectorXd>(linear.data(), n);
    h.penalty = event.coordinate < 0 ? 0 : h.penalty - event.fall;
    h.dropped = -1;
    if (event.joins) join(h, event.coordinate);
    if (!event.joins && event.coordinate >= 0) {
      h.dropped = h.active[event.coordinate];
      h.x[h.dropped] = 0;
      h.active.erase(h.active.begin() + event.coordinate);
      h.sign.erase(h.sign.begin() + event.coordinate);
    }
    path.push_back(knot());
  }
  return path;
}

std::vector<double> solution_at(std::span<const LassoKnot> path, double penalty) {
  if (penalty >= path.front().penalty) return path.front().x;
  for (std::size_t k = 1; k < path.size(); ++k) {
    if (penalty < path[k].penalty) continue;
    const double width = path[k - 1].penalty - path[k].penalty;
    const double share = width > 0 ? (path[k - 1].penalty - penalty) / width : 1;
    std::vector<double> x = path[k - 1].x;
    for (std::size_t j = 0; j < x.size(); ++j) x[j] += share * (path[k].x[j] - x[j]);
    return x;
  }
  return path.back().x;
}

}  // namespace payoff
