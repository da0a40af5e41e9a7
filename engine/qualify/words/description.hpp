// What happened, where nobody can say why: grades D and E.
#pragma once

#include <string>

#include "qualify/words/sentence.hpp"

namespace payoff {

// Grade D: what those with the tool did, and by how much that is more or less than what the others did.
Clause described_change(const Sentence& s);

// Grade E: the levels themselves.
Clause described_levels(const Sentence& s);

}  // namespace payoff
