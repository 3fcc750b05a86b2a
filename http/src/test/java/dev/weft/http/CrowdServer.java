package dev.weft.http;

import dev.weft.loop.Loop;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/**
 * A server in a JVM of its own, so that its heap can be small: {@code CrowdServer UPLOADS [tls]} prints its port, and ends with its
 * input. An upload is read when as many as that have begun, slowly, and answered with its length and check sum. Over TLS it has a
 * certificate that nobody knows.
 */
final class CrowdServer {
    private static final int PIECE = 16 * 1024;
    private static final int PIECES_BETWEEN_PAUSES = 16;

    private CrowdServer() {}

    public static void main(String[] args) throws Exception {
        int uploads = Integer.parseInt(args[0]);
        var begun = new AtomicInteger();
        var server = new HttpServer[1];
        var routes = Routes.create()
                .post("/upload", request -> {
                    begun.incrementAndGet();
                    while (begun.get() < uploads) {
                        Loop.sleep(Duration.ofMillis(10));
                    }
                    return Response.text(read(request));
                })
                .get("/connections", _ -> Response.text(server[0].statistics().connections() + "\n"));
        var builder = HttpServer.builder();
        if (args.length > 1) {
            builder.tls(Certificates.selfSigned().tls().build());
        }
        try (var open = builder.open(routes)) {
            server[0] = open;
            System.out.println(open.uri().getPort());
            System.in.transferTo(System.out);
        }
    }

    private static String read(Request request) throws IOException, InterruptedException {
        var sum = new CRC32();
        long length = 0;
        var piece = new byte[PIECE];
        int pieces = 0;
        for (int count = request.body().read(piece);
                count >= 0;
                count = request.body().read(piece)) {
            sum.update(piece, 0, count);
            length += count;
            pieces++;
            if (pieces % PIECES_BETWEEN_PAUSES == 0) {
                Loop.sleep(Duration.ofMillis(1));
            }
        }
        return length + " " + sum.getValue();
    }
}
