package io.alpr.archive.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The text of a subject as an entry has it: AES-256-GCM (NIST SP 800-38D) with a random nonce of 96
 * bits and a tag of 128. Chain and sequence of the entry are authenticated with it, so that it
 * opens at no other place. Under one key fewer than 2^32 are made (section 8.3 there), which is a
 * plate asked for a hundred times a second for a year. The text is filled up to a multiple of 32
 * bytes, since its length would outlive its key.
 *
 * @param subject whose key opens it
 * @param bytes nonce, ciphertext and tag
 */
record Sealed(UUID subject, byte[] bytes) {
    static final int SECRET_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int BLOCK_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A plate or pattern that was looked up, and its key. */
    record Subject(UUID id, byte[] secret) {}

    static byte[] newSecret() {
        return random(SECRET_BYTES);
    }

    static Sealed of(String text, Subject subject, UUID chain, long sequence) {
        var nonce = random(NONCE_BYTES);
        var plain = text.getBytes(StandardCharsets.UTF_8);
        var filled = Arrays.copyOf(plain, (plain.length / BLOCK_BYTES + 1) * BLOCK_BYTES);
        try {
            var cipher =
                    cipher(Cipher.ENCRYPT_MODE, subject.secret(), nonce, place(chain, sequence));
            var sealed = cipher.doFinal(filled);
            var bytes = ByteBuffer.allocate(nonce.length + sealed.length);
            return new Sealed(subject.id(), bytes.put(nonce).put(sealed).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES/GCM", e);
        }
    }

    /** The text; empty when it was changed, moved, or sealed with another key. */
    Optional<String> opened(byte[] secret, UUID chain, long sequence) {
        if (bytes.length < NONCE_BYTES || secret.length != SECRET_BYTES) {
            return Optional.empty();
        }
        try {
            var nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            var cipher = cipher(Cipher.DECRYPT_MODE, secret, nonce, place(chain, sequence));
            var filled = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(new String(filled, StandardCharsets.UTF_8).replace("\0", ""));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES/GCM", e);
        }
    }

    private static Cipher cipher(int mode, byte[] secret, byte[] nonce, byte[] place)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place);
        return cipher;
    }

    private static byte[] place(UUID chain, long sequence) {
        return ByteBuffer.allocate(24)
                .putLong(chain.getMostSignificantBits())
                .putLong(chain.getLeastSignificantBits())
                .putLong(sequence)
                .array();
    }

    private static byte[] random(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
