// Whose public holidays can count (docs/reference/hours-file.md). Names as people there write them.

export interface Country {
  readonly name: string;
  readonly zone: string;
  readonly regions: readonly (readonly [code: string, name: string])[];
}

export const COUNTRIES: readonly Country[] = [
  {
    name: "Deutschland",
    zone: "Europe/Berlin",
    regions: [
      ["DE-BW", "Baden-Württemberg"],
      ["DE-BY", "Bayern"],
      ["DE-Augsburg", "Bayern: Augsburg"],
      ["DE-BE", "Berlin"],
      ["DE-BB", "Brandenburg"],
      ["DE-HB", "Bremen"],
      ["DE-HH", "Hamburg"],
      ["DE-HE", "Hessen"],
      ["DE-MV", "Mecklenburg-Vorpommern"],
      ["DE-NI", "Niedersachsen"],
      ["DE-NW", "Nordrhein-Westfalen"],
      ["DE-RP", "Rheinland-Pfalz"],
      ["DE-SL", "Saarland"],
      ["DE-SN", "Sachsen"],
      ["DE-ST", "Sachsen-Anhalt"],
      ["DE-SH", "Schleswig-Holstein"],
      ["DE-TH", "Thüringen"],
    ],
  },
  {
    name: "Österreich",
    zone: "Europe/Vienna",
    regions: [
      ["AT-1", "Burgenland"],
      ["AT-2", "Kärnten"],
      ["AT-3", "Niederösterreich"],
      ["AT-4", "Oberösterreich"],
      ["AT-5", "Salzburg"],
      ["AT-6", "Steiermark"],
      ["AT-7", "Tirol"],
      ["AT-8", "Vorarlberg"],
      ["AT-9", "Wien"],
    ],
  },
  {
    name: "Schweiz",
    zone: "Europe/Zurich",
    regions: [
      ["CH-AG", "Aargau"],
      ["CH-AI", "Appenzell Innerrhoden"],
      ["CH-AR", "Appenzell Ausserrhoden"],
      ["CH-BE", "Bern"],
      ["CH-BL", "Basel-Landschaft"],
      ["CH-BS", "Basel-Stadt"],
      ["CH-FR", "Freiburg"],
      ["CH-GE", "Genf"],
      ["CH-GL", "Glarus"],
      ["CH-GR", "Graubünden"],
      ["CH-JU", "Jura"],
      ["CH-LU", "Luzern"],
      ["CH-NE", "Neuenburg"],
      ["CH-NW", "Nidwalden"],
      ["CH-OW", "Obwalden"],
      ["CH-SG", "St. Gallen"],
      ["CH-SH", "Schaffhausen"],
      ["CH-SO", "Solothurn"],
      ["CH-SZ", "Schwyz"],
      ["CH-TG", "Thurgau"],
      ["CH-TI", "Tessin"],
      ["CH-UR", "Uri"],
      ["CH-VD", "Waadt"],
      ["CH-VS", "Wallis"],
      ["CH-ZG", "Zug"],
      ["CH-ZH", "Zürich"],
      ["CH-Stadt Zurich", "Zürich: Stadt"],
    ],
  },
];

export const zoneOf = (region: string): string | null =>
  COUNTRIES.find(({ regions }) => regions.some(([code]) => code === region))?.zone ?? null;
