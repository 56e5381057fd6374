"""One call at least of every function that the library `formulas` computes for us; the sheet is natives_cases.DATA."""

from __future__ import annotations

LIBRARY = (
    "=ACOS(0.5)", "=ACOSH(2)", "=ACOT(2)", "=ACOTH(2)", "=ASIN(0.5)", "=ASINH(2)", "=ATAN(2)", "=ATAN2(1,2)",
    "=ATANH(0.5)", "=COS(1)", "=COSH(1)", "=COT(1)", "=COTH(1)", "=CSC(1)", "=CSCH(1)", "=DEGREES(1)", "=RADIANS(90)",
    "=SEC(1)", "=SECH(1)", "=SIN(1)", "=SINH(1)", "=TAN(1)", "=TANH(1)", "=LOG(100)", "=LOG(8,2)", "=EVEN(3)", "=ODD(2)",
    "=EVEN(-1.5)", "=MROUND(7,3)", "=ROMAN(2024)", '=ARABIC("MMXXIV")', "=DELTA(1,1)", "=GESTEP(2,1)", "=BITAND(6,3)",
    "=BITOR(6,3)", "=BITXOR(6,3)", "=DAYS360(E2,E4)", "=YEARFRAC(E2,E4)", "=YEARFRAC(E2,E4,1)", "=YEARFRAC(E2,E4,3)",
    "=NORM.DIST(1,0,2,TRUE)", "=NORM.INV(0.7,1,2)", "=NORM.S.DIST(1,TRUE)", "=NORM.S.INV(0.9)", "=NORMDIST(1,0,2,TRUE)",
    "=NORMINV(0.7,1,2)", "=STANDARDIZE(95,83,10)", "=CONFIDENCE(0.05,2,30)",
    "=CONFIDENCE.NORM(0.05,2,30)", "=T.DIST.2T(2,10)", "=T.INV.2T(0.05,10)", "=BINOM.DIST(3,10,0.4,TRUE)",
    "=POISSON.DIST(2,3,FALSE)", "=PMT(0.05/12,36,10000)", "=PV(0.05/12,36,-300)", "=FV(0.05/12,36,-300)",
    "=NPER(0.05/12,-300,10000)", "=RATE(36,-300,10000)", "=IPMT(0.05/12,1,36,10000)", "=PPMT(0.05/12,1,36,10000)",
    "=SLN(10000,1000,5)", "=SYD(10000,1000,5,2)", "=EFFECT(0.05,12)", "=NOMINAL(0.05,12)",
    "=CUMIPMT(0.05/12,36,10000,1,12,0)", "=CUMPRINC(0.05/12,36,10000,1,12,0)",
    "=STDEV(C2:C7)", "=STDEV.S(C2:C7)", "=STDEV.P(C2:C7)", "=STDEVP(C2:C7)", "=STDEVA(C2:C7)", "=STDEVPA(C2:C7)",
    "=VAR(C2:C7)", "=VAR.S(C2:C7)", "=VAR.P(C2:C7)", "=VARP(C2:C7)", "=VARA(C2:C7)", "=VARPA(C2:C7)",
    "=PERCENTILE(C2:C7,0.9)", "=PERCENTILE.INC(C2:C7,0.9)", "=PERCENTILE.EXC(C2:C7,0.7)", "=QUARTILE(C2:C7,1)",
    "=QUARTILE.INC(C2:C7,3)", "=QUARTILE.EXC(C2:C7,2)", "=PERCENTRANK(K1:K5,80)", "=PERCENTRANK.INC(K1:K5,85)",
    "=PERCENTRANK.EXC(K1:K5,80)", "=MODE(C2:C7)", "=MODE.SNGL(C2:C7)", "=AVEDEV(C2:C7)", "=DEVSQ(C2:C7)",
    "=GEOMEAN(C2:C7)", "=HARMEAN(C2:C7)", "=CORREL(K1:K5,{1;2;3;4;6})", "=PEARSON(K1:K5,{1;2;3;4;6})",
    "=RSQ(K1:K5,{1;2;3;4;6})", "=SLOPE(K1:K5,{1;2;3;4;6})", "=INTERCEPT(K1:K5,{1;2;3;4;6})",
    "=STEYX(K1:K5,{1;2;3;4;6})", "=FORECAST(7,K1:K5,{1;2;3;4;6})", "=FORECAST.LINEAR(7,K1:K5,{1;2;3;4;6})",
    "=COVAR(K1:K5,{1;2;3;4;6})", "=COVARIANCE.P(K1:K5,{1;2;3;4;6})", "=COVARIANCE.S(K1:K5,{1;2;3;4;6})",
    "=TRIMMEAN(K1:K5,0.4)", "=SKEW(K1:K5)", "=KURT(K1:K5)", "=NPV(0.1,K2:K5)", "=IRR({-100;60;60})", "=GCD(12,18)",
    "=LCM(4,6)", "=SUM(MMULT({1,2;3,4},{5;6}))", "=MDETERM({1,2;3,4})", "=SUM(MINVERSE({1,2;3,4}))",
    "=SUM(FREQUENCY(C2:C7,{60;90}))", "=SUM(TREND({1;2;3},{1;2;3},{4}))", "=SUMX2MY2({1,2},{3,4})",
    "=SUMX2PY2({1,2},{3,4})", "=SUMXMY2({1,2},{3,4})",
    "=STDEV(C2:C7,TRUE)", "=STDEV(A2:A4)", "=PERCENTILE(C2:C7,2)", "=VAR(C7)", "=LOG(0)", "=NPER(0,0,1)",
    "=STDEVA(G1:G7)", "=STDEV(C2:C7,I2)", "=SIN(H3)", "=COS(C6)", "=LOG(G2)", "=GCD(G4,4)",
    "=CORREL(C2:C6,K1:K5)", "=SLOPE(C2:C6,K1:K5)",
)  # fmt: skip
