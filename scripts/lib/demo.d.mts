export declare const demo: {
  readonly ownerEmail: string;
  readonly ownerPassword: string;
  readonly hotelName: string;
  readonly lineNumber: string;
};
