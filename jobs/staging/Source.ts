/** A source that can be read from its start more than once, always the same bytes. */
export type Source = () => Promise<AsyncIterable<Uint8Array>>;
