// A case study that can be published: no unit, team, person or file is named, and groups of few are not shown.
//
// Names are taken away before anything is estimated, so that no method, rule or sentence can know one; what only tells where
// the numbers are from (inputs, SQL, the study itself, rejected rows) is not told. What the author writes to be read stays:
// title, question, who, tool, metrics, the problem, the quote, and the names of segments, but not their labels.
#pragma once

#include "payoff/study.hpp"

namespace payoff {

// What a report prints of the study's own must be a name and no SQL, which may hold a label, nor begin with the name of a
// joined file. Throws Error(usage).
void require_publishable(const Study& study);

// The study, and what was loaded for it, with stand-ins: "group 1" of a segment. labels: of the units, as they were, for the
// bills, which are of units by name.
Study without_names(Study study, Loaded& loaded, std::vector<std::string>& labels);
void name_units(Panel& panel, std::vector<std::string> labels);

// Effects on few, and of one more group where its number would tell that of the few. To be called before anything is said of
// them. Throws Error(method) where the primary effect is on few.
void hide_small_effects(const Study& study, const Panel& panel, std::vector<Effect>& effects);

// Reasons that count the few who left, or the few who had anything but 0. To be called before the claims.
void hide_small_counts(const Effect& primary, Verdict& verdict);

// All else: cohorts, steps, means and counts of few; names of inputs.
void make_anonymous(CaseStudy& study);

}  // namespace payoff
