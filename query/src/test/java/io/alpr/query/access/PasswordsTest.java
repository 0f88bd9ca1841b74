package io.alpr.query.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PasswordsTest {
    @Test
    void aHashFitsItsPasswordAloneAndSaysHowItWasMade() {
        var hash = Passwords.hash("a gate of green planks");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(Passwords.hash("a gate of green planks")).isNotEqualTo(hash);
        assertThat(Passwords.fits("a gate of green planks", hash)).isTrue();
        for (var wrong : List.of("", "a gate of green plank", "A gate of green planks", hash)) {
            assertThat(Passwords.fits(wrong, hash)).as(wrong).isFalse();
        }
        assertThat(Passwords.fits("", "")).as("who has no password").isFalse();
        assertThat(
                        Passwords.fits(
                                "\u00e4\u00f6\u00fc \ud83d\ude97",
                                Passwords.hash("\u00e4\u00f6\u00fc \ud83d\ude97")))
                .isTrue();
    }

    @Test
    void generatedOnesAreGoodAndDiffer() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            var password = Passwords.generated();
            assertThat(password).matches("([a-zA-Z2-9]{5}-){3}[a-zA-Z2-9]{5}");
            assertThat(Passwords.fault("admin", password)).isEmpty();
            assertThat(seen.add(password)).isTrue();
        }
    }

    @Test
    void whatIsTooShortTooPlainOrTheNameIsRefused() {
        for (var bad :
                List.of("", "short", "aaaaaaaaaaaaaaaa", "x".repeat(257), "Desk-7-password")) {
            assertThat(Passwords.fault("desk", bad)).as(bad).isPresent();
        }
        assertThat(Passwords.fault("desk", "a gate of green planks")).isEmpty();
    }
}
