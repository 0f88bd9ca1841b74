package io.alpr.pilot.area;

/** By what the direction of a vehicle is told. */
public sealed interface DirectionRule permits Line, Growth {}
