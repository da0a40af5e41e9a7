// What a person types at a question of `payoff init`.
#pragma once

#include <string>

#include "payoff/study.hpp"

namespace payoff {

// What may be typed.
std::string hint_of(const DraftQuestion& question);

// False where the line says nothing that the question asks.
bool add_answer(const DraftQuestion& question, const std::string& line, DraftAnswers& answers);

}  // namespace payoff
