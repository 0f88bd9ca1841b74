@NullMarked
package io.alpr.query;

import org.jspecify.annotations.NullMarked;
