#pragma once

#include <doctest/doctest.h>

#include "base/precompiled.hpp"
