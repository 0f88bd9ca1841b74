@NullMarked
package io.alpr.service;

import org.jspecify.annotations.NullMarked;
