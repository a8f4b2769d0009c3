import type { MarketFeed } from '@oasis/ports'

/** The same feed; `onFrame` is called when a frame has been handed on, with their number so far. */
export function countedFeed(feed: MarketFeed, onFrame: (frames: number) => void): MarketFeed {
  let frames = 0
  return {
    venue: feed.venue,
    source: feed.source,
    connect: (handlers, signal) =>
      feed.connect(
        {
          ...handlers,
          onFrame: (frame) => {
            handlers.onFrame(frame)
            onFrame(++frames)
          },
        },
        signal,
      ),
  }
}
