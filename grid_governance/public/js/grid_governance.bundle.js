import "./asking";
import "./cases";
import "./deeds";
import "./passbooks";
import "./platform";
import "./points_reports";
import "./registry";
import "./workspace";
