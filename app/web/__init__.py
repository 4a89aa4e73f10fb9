"""The site: routes by audience, each one service call, one frozen view, one template."""
