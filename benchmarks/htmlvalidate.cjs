// What html-validate asks of the site: its standard. Rules that are off are named with the reason.
module.exports = {
  root: true,
  extends: ["html-validate:standard"],
  rules: {
    // The theme writes autocomplete="off" on the two hidden checkboxes of its drawer and its search, and browsers understand it.
    "valid-autocomplete": "off",
  },
};
