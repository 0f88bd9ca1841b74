package io.alpr.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlateEventCodecTest {
    private final TestingRegistry registry = new TestingRegistry();
    private final PlateEventCodec codec = new PlateEventCodec(registry, "alpr-plate-images");

    @Test
    void anEventComesBackAsItWent() {
        assertThat(codec.decode(codec.encode(Samples.full()))).isEqualTo(Samples.full());
    }

    @Test
    void anEventThatSaysLittleComesBackAsItWent() {
        assertThat(codec.decode(codec.encode(Samples.bare()))).isEqualTo(Samples.bare());
    }

    @Test
    void theReaderDoesNotDependOnTheBucketOfTheWriter() {
        var elsewhere = new PlateEventCodec(registry, "another-bucket");

        assertThat(codec.decode(elsewhere.encode(Samples.full()))).isEqualTo(Samples.full());
    }

    @Test
    void aRecordBeginsWithTheMagicByteAndTheSchemasNumber() {
        var bytes = ByteBuffer.wrap(codec.encode(Samples.full()));

        assertThat(bytes.get()).isZero();
        assertThat(bytes.getInt()).isEqualTo(1);
    }

    @Test
    void anEventWithEveryFieldStaysUnderAKilobyte() {
        assertThat(codec.encode(Samples.full()).length).isBetween(400, 700);
    }

    @Test
    void bytesWithAnotherMagicAreUndecodable() {
        var bytes = codec.encode(Samples.full());
        bytes[0] = 1;

        assertUndecodable(bytes, Undecodable.Reason.BAD_MAGIC);
        assertUndecodable(new byte[0], Undecodable.Reason.BAD_MAGIC);
        assertUndecodable(new byte[4], Undecodable.Reason.BAD_MAGIC);
    }

    @Test
    void aNumberThatTheRegistryDoesNotKnowIsUndecodable() {
        var bytes = codec.encode(Samples.full());
        ByteBuffer.wrap(bytes).putInt(1, 99);

        assertUndecodable(bytes, Undecodable.Reason.UNKNOWN_SCHEMA);
    }

    @Test
    void everyTruncationIsUndecodable() {
        var bytes = codec.encode(Samples.full());

        for (int length = 5; length < bytes.length; length++) {
            assertUndecodable(Arrays.copyOf(bytes, length), Undecodable.Reason.CORRUPT_BODY);
        }
    }

    @Test
    void bytesAfterTheEndAreUndecodable() {
        var bytes = codec.encode(Samples.full());

        assertUndecodable(
                Arrays.copyOf(bytes, bytes.length + 1), Undecodable.Reason.TRAILING_BYTES);
    }

    @Test
    void aTextThatClaimsAGigabyteIsUndecodableAndNotAllocated() {
        codec.encode(Samples.full());
        // 0x80 0x80 0x80 0x80 0x08 is the zigzag varint of 2^30: the length of event_id.
        var bytes = new byte[] {0, 0, 0, 0, 1, -128, -128, -128, -128, 8};

        assertUndecodable(bytes, Undecodable.Reason.CORRUPT_BODY);
    }

    @Test
    void whateverIsDoneToTheBytesTheyAreAnEventOrUndecodable() {
        var bytes = codec.encode(Samples.full());
        var random = new Random(20260301);
        for (var round = 0; round < 5000; round++) {
            var hurt = bytes.clone();
            for (var hits = 1 + random.nextInt(3); hits > 0; hits--) {
                hurt[5 + random.nextInt(hurt.length - 5)] = (byte) random.nextInt();
            }
            try {
                assertThat(codec.decode(hurt).id().cameraId()).isNotEmpty();
            } catch (Undecodable e) {
                assertThat(e.reason()).isNotEqualTo(Undecodable.Reason.BAD_MAGIC);
            }
        }
    }

    @Test
    void aCameraIdThatIsAPathIsUndecodable() {
        var record = PlateEventWriting.record(Samples.full(), "b");
        record.put("camera_id", "../x");
        var bytes = new AvroWire(registry, Topics.PLATES, Schemas.PLATE_EVENT).write(record);

        assertUndecodable(bytes, Undecodable.Reason.INVALID_VALUE);
        assertThatThrownBy(() -> codec.decode(bytes)).hasMessageContaining("camera id");
    }

    @Test
    void aStatusComesBackAsItWent() {
        var statuses = new CameraStatusCodec(registry);

        assertThat(statuses.decode(statuses.encode(Samples.status()))).isEqualTo(Samples.status());
    }

    private void assertUndecodable(byte[] bytes, Undecodable.Reason reason) {
        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOfSatisfying(
                        Undecodable.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
