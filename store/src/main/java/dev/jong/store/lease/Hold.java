package dev.jong.store.lease;

/// A lock or lease that is held until it is closed. Closing twice does nothing the second time.
public interface Hold extends AutoCloseable {
    @Override
    void close();
}
