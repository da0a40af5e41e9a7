// The influence of every unit on numbers that are linear in group-time effects, a few units at a time: no row of N numbers
// is held for an effect, and no row of K for a unit.
//
// Notation  N units   K cells   m targets   coordinates: K effects, K treated levels, C shares of units
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "measure/rollout/group_time/cohort_panel.hpp"
#include "measure/rollout/group_time/group_time_cell.hpp"

namespace payoff {

// How far a number moves with one coordinate of GroupTime.
struct Loading {
  std::size_t coordinate;
  double factor;
};

struct GroupTimeTarget {
  double value = missing;
  std::vector<Loading> loading;  // each coordinate once, ascending; empty where there is no value
};
using Targets = std::vector<const GroupTimeTarget*>;          // (m)
Targets targets_of(const std::vector<GroupTimeTarget>& all);  // looks at them

// The other way round: what a coordinate moves.
class MovedTargets {
 public:
  struct Move {
    std::size_t target;
    double factor;
  };
  MovedTargets(std::size_t coordinates, const Targets& targets);
  std::span<const Move> by(std::size_t coordinate) const {
    return {moves_.data() + begin_[coordinate], begin_[coordinate + 1] - begin_[coordinate]};
  }
  std::size_t size() const { return size_; }  // m

 private:
  std::vector<Move> moves_;
  std::vector<std::size_t> begin_;
  std::size_t size_;
};

// The influence on the targets of the units of one cohort after the other. Either itself, or features that a projection
// turns into it, whichever is less work for a cohort of so many units.
class InfluenceRows {
 public:
  virtual ~InfluenceRows() = default;
  virtual void enter(std::size_t cohort) = 0;  // in ascending order; C = never-adopters
  virtual std::size_t columns() const = 0;
  virtual std::span<const double> projection() const = 0;  // (columns x m) by columns; empty: the columns are targets
  // Units begin to end, all of the cohort: (units x columns) by columns.
  virtual void fill(std::size_t begin, std::size_t end, std::vector<double>& out) const = 0;
};

class GroupTimeInfluence {
 public:
  virtual ~GroupTimeInfluence() = default;
  virtual std::unique_ptr<InfluenceRows> on(const MovedTargets& targets) const = 0;  // looks at both
};

// Influence cell by cell.
class CellInfluence : public GroupTimeInfluence {
 public:
  explicit CellInfluence(const CohortPanel& panel) : panel_(panel) {}
  std::unique_ptr<InfluenceRows> on(const MovedTargets& targets) const override;

  // Hands over the influence (n) of the units begin to end of a cohort on each effect and treated level that they move.
  using Add = std::function<void(std::size_t coordinate, const std::vector<double>& influence)>;
  virtual void visit(std::size_t cohort, std::size_t begin, std::size_t end, const Add& add) const = 0;

 protected:
  bool active(std::size_t cell, std::size_t cohort) const;
  std::size_t level_coordinate(std::size_t cell) const { return cells_.size() + cell; }

  const CohortPanel& panel_;
  std::vector<GroupTimeCell> cells_;

 private:
  class OnTargets;
};

}  // namespace payoff
