// Which SQL a database reads is asked of it, never guessed: what one takes for a name, another takes for a text, and
// answers without a word.
#pragma once

#include "ingest/source/database.hpp"

namespace payoff {

// From now on the database is spoken to in the one that it is spoken to already, or else in the first, in which it falls
// into no trap. Throws Error(source) naming the traps where there is none; Cancelled.
void ask_for_dialect(Database& database);

}  // namespace payoff
