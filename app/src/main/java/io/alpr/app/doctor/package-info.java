@NullMarked
package io.alpr.app.doctor;

import org.jspecify.annotations.NullMarked;
