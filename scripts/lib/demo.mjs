/**
 * The demo sign-in and number. The seed writes them and the launcher's last screen shows them; they
 * exist only where the demo hotel was seeded, never in a production database.
 */
export const demo = {
  ownerEmail: "owner@harbour.example",
  ownerPassword: "harbour-demo-2026",
  hotelName: "Harbour House",
  /** The number the call simulator dials when it is told none; 555-01xx is kept for fiction. */
  lineNumber: "+15550100100",
};
