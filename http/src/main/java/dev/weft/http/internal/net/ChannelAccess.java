package dev.weft.http.internal.net;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Reaches Netty's channel under Vert.x's connection, which Vert.x shows to nobody: a server puts its own decoder of requests there,
 * a client reads on when it cannot write, and both see to it that no stream of HTTP/2 is forgotten.
 *
 * <p>On the class path it is reached as it is; on the module path by a flag. Without that all works as Vert.x does, and says so once.
 */
public final class ChannelAccess {
    private static final System.Logger LOG = System.getLogger("dev.weft.http");
    private static final String OWNER = "io.vertx.core.net.impl.ConnectionBase";
    private static final @Nullable MethodHandle CHANNEL = find();

    private ChannelAccess() {}

    private static @Nullable MethodHandle find() {
        try {
            var owner = Class.forName(OWNER, false, HttpConnection.class.getClassLoader());
            return MethodHandles.lookup()
                    .findVirtual(owner, "channel", MethodType.methodType(Channel.class))
                    .asType(MethodType.methodType(Channel.class, HttpConnection.class));
        } catch (ReflectiveOperationException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a server reads requests by Netty's decoder, which is less strict than ours, a client may lose the answer of a"
                            + " server that hangs up before it has the whole request, and where many streams of HTTP/2 send much"
                            + " some may stop: start the JVM with"
                            + " --add-exports=io.vertx.core/io.vertx.core.net.impl=dev.weft.http",
                    e);
            return null;
        }
    }

    /** Tells whether channels can be reached. */
    public static boolean isOpen() {
        return CHANNEL != null;
    }

    /** Returns the channel under {@code connection}, or {@code null} without access. */
    public static @Nullable Channel tryChannel(HttpConnection connection) {
        if (CHANNEL == null) {
            return null;
        }
        try {
            return (Channel) CHANNEL.invokeExact(connection);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a getter threw what it does not declare", e);
        }
    }
}
