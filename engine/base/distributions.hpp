// Quantiles and tail probabilities of the distributions that intervals and tests use.
// df may be infinity, which means the normal distribution.
#pragma once

namespace payoff {

double normal_quantile(double probability);
double normal_cdf(double x);
double student_quantile(double probability, double df);
double student_cdf(double x, double df);
double two_sided_p(double t, double df);                // 2 P(T > |t|)
double f_upper_tail(double x, double df1, double df2);  // P(F > x); df2 = infinity: chi squared / df1
double triangular_quantile(double probability, double low, double mode, double high);

}  // namespace payoff
