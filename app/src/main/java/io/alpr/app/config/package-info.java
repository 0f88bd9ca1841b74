@NullMarked
package io.alpr.app.config;

import org.jspecify.annotations.NullMarked;
