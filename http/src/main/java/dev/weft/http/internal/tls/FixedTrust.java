package dev.weft.http.internal.tls;

import java.security.KeyStore;
import java.security.Provider;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509ExtendedTrustManager;

/** A factory of one trust manager, made before: Vert.x's own wrapper for that needs a logging library that is not here. */
public final class FixedTrust extends TrustManagerFactory {
    private static final String ALGORITHM = "fixed";

    FixedTrust(X509ExtendedTrustManager manager) {
        super(new Fixed(manager), new None(), ALGORITHM);
    }

    private static final class None extends Provider {
        private static final long serialVersionUID = 1L;

        None() {
            super("weft", "1", "holds a trust manager that was made before");
        }
    }

    private static final class Fixed extends TrustManagerFactorySpi {
        private final X509ExtendedTrustManager manager;

        Fixed(X509ExtendedTrustManager manager) {
            this.manager = manager;
        }

        @Override
        protected void engineInit(KeyStore ignored) {
            throw new UnsupportedOperationException("this factory has its trust manager already");
        }

        @Override
        protected void engineInit(ManagerFactoryParameters ignored) {
            throw new UnsupportedOperationException("this factory has its trust manager already");
        }

        @Override
        protected TrustManager[] engineGetTrustManagers() {
            return new TrustManager[] {manager};
        }
    }
}
