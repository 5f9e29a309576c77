/** First Tab stop of a page: past the navigation, to the page itself. */
export const SkipLink = () => (
  <nav aria-label="Skip">
    <a
      href="#main"
      className="fixed start-3 top-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-2 font-medium text-on text-sm focus:translate-y-0"
    >
      Skip to the page
    </a>
  </nav>
);
