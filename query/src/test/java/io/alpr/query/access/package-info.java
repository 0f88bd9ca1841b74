@NullMarked
package io.alpr.query.access;

import org.jspecify.annotations.NullMarked;
